/** A cluster without a server, on a clock that only the test moves: for what kubelets and controllers do. */
import { generateKeyPairSync } from "node:crypto";
import type { KubeletFacts } from "../../../sandbox/kubernetes";
import { component } from "../../../sandbox/kubernetes/auth/user";
import { KubernetesCluster } from "../../../sandbox/kubernetes/cluster";
import { at, isObject, type Json, type JsonObject, textOf } from "../../../sandbox/kubernetes/plain/json";
import { decodeObject } from "../../../sandbox/kubernetes/schema/decode";
import type { Resource } from "../../../sandbox/kubernetes/schema/resource";
import { builtInType } from "../../../sandbox/kubernetes/schema/type-table";
import { conditionOf } from "../../../sandbox/kubernetes/subresources/conditions";
import { FaultBook, ManualClock } from "../../../sandbox/world";
import { Random } from "../../../sandbox/world/random";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const asAdmin = { user: component("admin"), manager: "test" };

/** Facts of a worker; what a test needs of others is given. */
export function workerFacts(nodeName: string, more: Partial<KubeletFacts> = {}): KubeletFacts {
  return {
    nodeName,
    kubeletVersion: "v1.36.3",
    isControlPlane: false,
    addresses: [
      { type: "InternalIP", address: "10.0.1.7" },
      { type: "Hostname", address: nodeName },
    ],
    labels: {},
    annotations: {},
    taints: [],
    hasExternalCloudProvider: false,
    osImage: "Talos (v1.13.9)",
    kernelVersion: "6.18.44-talos",
    containerRuntimeVersion: "containerd://2.2.7",
    architecture: "amd64",
    machineId: "m",
    systemUuid: "s",
    bootId: "b",
    cpus: 2,
    memoryMiB: 4096,
    diskGiB: 40,
    staticPods: [],
    ...more,
  };
}

/** A daemon set that brings a network plugin. */
export const networkPlugin: JsonObject = {
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { name: "network", namespace: "kube-system" },
  spec: {
    selector: { matchLabels: { app: "network" } },
    template: {
      metadata: { labels: { app: "network" } },
      spec: {
        hostNetwork: true,
        tolerations: [{ operator: "Exists" }],
        containers: [{ name: "agent", image: "example.com/network:1" }],
        volumes: [{ name: "cni", hostPath: { path: "/etc/cni/net.d" } }],
      },
    },
  },
};

/** The cluster and its surroundings. */
export class PlayedCluster {
  readonly clock: ManualClock;
  readonly faults = new FaultBook();
  readonly notes: string[] = [];
  readonly cluster: KubernetesCluster;

  /** `saved`: what another cluster's `save` gave. */
  constructor(saved?: unknown, clock = new ManualClock()) {
    this.clock = clock;
    const identity = {
      ca: { certificatePem: "ca", keyPem: "key" },
      serviceAccountKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
      kubernetesVersion: "1.36.3",
      dnsDomain: "cluster.local",
      podSubnets: ["10.244.0.0/16"],
      serviceSubnets: ["10.96.0.0/12"],
      controlPlaneEndpoint: "https://10.0.1.1:6443",
    };
    const surroundings = {
      clock: this.clock,
      random: new Random("played"),
      faults: this.faults,
      note: (text: string) => this.notes.push(text),
    };
    this.cluster =
      saved === undefined
        ? new KubernetesCluster(identity, surroundings)
        : KubernetesCluster.restore(saved, identity, surroundings);
    this.pass(1);
  }

  /** Lets simulated seconds pass. */
  pass(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  resource(plural: string): Resource {
    const [name = "", ...group] = plural.split(".");
    return this.cluster.resources.named(name, group.join("."));
  }

  /** Creates an object as a client would. */
  create(object: JsonObject): JsonObject {
    const [version = "", group = ""] = textOf(object["apiVersion"]).split("/").reverse();
    const resource = this.cluster.resources.findKind(group, version, textOf(object["kind"]));
    const type = resource === undefined ? undefined : builtInType(resource.typeName);
    if (resource === undefined || type === undefined) throw new Error(`There is no ${String(object["kind"])}`);
    const namespace = resource.isNamespaced ? textOf(at(object, "metadata", "namespace")) || "default" : "";
    return this.cluster.registry.create(resource, namespace, decodeObject(type, object).object, asAdmin);
  }

  /** "pods", "default/web" → the object; undefined: none. */
  find(plural: string, id: string): JsonObject | undefined {
    const [name = "", namespace = ""] = id.split("/").reverse();
    return this.cluster.registry.find(this.resource(plural), namespace, name);
  }

  /** Changes an object as a client would. */
  change(plural: string, id: string, change: (live: JsonObject) => JsonObject): void {
    const [name = "", namespace = ""] = id.split("/").reverse();
    this.cluster.registry.update(this.resource(plural), namespace, name, change, asAdmin);
  }

  delete(plural: string, id: string): void {
    const [name = "", namespace = ""] = id.split("/").reverse();
    this.cluster.registry.delete(this.resource(plural), namespace, name, {}, asAdmin);
  }

  /** All pods, or those of one node. */
  pods(nodeName?: string): JsonObject[] {
    const all = this.cluster.store.list("/pods");
    return nodeName === undefined ? all : all.filter((pod) => at(pod, "spec", "nodeName") === nodeName);
  }

  /** Status of a node's condition "Ready" and its reason: "True KubeletReady". */
  ready(nodeName: string): string {
    const node = this.find("nodes", nodeName);
    const row = node === undefined ? undefined : conditionOf(node, "Ready");
    return `${textOf(row?.["status"])} ${textOf(row?.["reason"])}`;
  }

  /** "key:effect" of a node's taints. */
  taints(nodeName: string): string[] {
    const taints: Json = at(this.find("nodes", nodeName), "spec", "taints") ?? [];
    return Array.isArray(taints)
      ? taints.filter(isObject).map((taint) => `${textOf(taint["key"])}:${textOf(taint["effect"])}`)
      : [];
  }

  async close(): Promise<void> {
    await this.cluster.close();
  }
}
