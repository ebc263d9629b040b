import { generateKeyPairSync } from "node:crypto";
import type { User } from "../../../sandbox/kubernetes/auth/user";
import { KubernetesCluster } from "../../../sandbox/kubernetes/cluster";
import { controllerNames } from "../../../sandbox/kubernetes/controllers/controller-manager";
import { type KeyPair, selfSigned } from "../../../sandbox/pki";
import { createClock } from "../../../sandbox/world/clock";
import { FaultBook } from "../../../sandbox/world/faults";
import { Random } from "../../../sandbox/world/random";

/** Controllers that did not run while the answers were recorded. */
const absent = new Set([
  "kubelet-csr-approver",
  "node-ipam-controller",
  "node-lifecycle-controller",
  // It waits 40 seconds, which are nothing at speed 0.
  "pod-garbage-collector-controller",
  "scheduler",
  "taint-eviction-controller",
]);

const year = 365 * 24 * 3600 * 1000;
const authority = selfSigned({
  subject: { commonName: "kubernetes-ca" },
  notBeforeMs: Date.now() - 3600_000,
  notAfterMs: Date.now() + 10 * year,
  algorithm: "p256",
});
const serviceAccountKeyPem = String(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs8" }),
);

function user(name: string, uid: string, group: string): User {
  return { name, uid, groups: [group, "system:authenticated"], extra: {} };
}

const staticTokens: ReadonlyMap<string, User> = new Map([
  ["admin-token", user("admin", "admin-uid", "system:masters")],
  ["dev-token", user("dev-user", "dev-uid", "dev-team")],
  ["node-token", user("system:node:worker-1", "node-uid", "system:nodes")],
]);

/** The authority of every cluster that {@link recordedCluster} makes. */
export function clusterAuthority(): Promise<KeyPair> {
  return authority;
}

/** A cluster as the recorder's was. */
export async function recordedCluster(): Promise<KubernetesCluster> {
  const cluster = new KubernetesCluster(
    {
      ca: await authority,
      serviceAccountKeyPem,
      kubernetesVersion: "1.36.3",
      dnsDomain: "cluster.local",
      podSubnets: ["10.244.0.0/16"],
      serviceSubnets: ["10.96.0.0/16"],
      controlPlaneEndpoint: "https://127.0.0.1:6443",
    },
    {
      clock: createClock({ speed: 0 }),
      random: new Random(`oracle ${Math.random()}`),
      note: (text) => process.env["ORACLE_NOTES"] !== undefined && console.error(text),
      faults: new FaultBook(),
    },
    { staticTokens, controllers: controllerNames().filter((name) => !absent.has(name)) },
  );
  await settled();
  return cluster;
}

/** Lets the controllers of a cluster at speed 0 come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 15);
  });
}
