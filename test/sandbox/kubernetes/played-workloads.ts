/** A played cluster with a network, and the deployments that tests run on it. */
import type { Kubelet } from "../../../sandbox/kubernetes";
import { at, type Json, type JsonObject } from "../../../sandbox/kubernetes/plain/json";
import { labelsOf } from "../../../sandbox/kubernetes/plain/object-meta";
import { networkPlugin, PlayedCluster, workerFacts } from "./played-cluster";

/** What every pod of a test runs. */
export const container = { name: "web", image: "example.com/web:1" };

/** A deployment whose pods have the label `app`. */
export function deployment(name: string, replicas: number, spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container], ...pod } },
      ...spec,
    },
  };
}

/** The cluster; it has no nodes at first. */
export class PlayedWorkloads extends PlayedCluster {
  constructor() {
    super();
    this.create(networkPlugin);
  }

  /** Nodes that are Ready. */
  nodes(...names: readonly string[]): Kubelet[] {
    const kubelets = names.map((name) => this.cluster.startKubelet(workerFacts(name)));
    this.pass(10);
    return kubelets;
  }

  /** The pods of a deployment. */
  podsOf(name: string): JsonObject[] {
    return this.pods().filter((pod) => labelsOf(pod)["app"] === name);
  }

  phases(name: string): (Json | undefined)[] {
    return this.podsOf(name).map((pod) => at(pod, "status", "phase"));
  }

  placesOf(name: string): (Json | undefined)[] {
    return this.podsOf(name).map((pod) => at(pod, "spec", "nodeName"));
  }
}
