/** Starts what only control planes run: trustd, etcd and the components of Kubernetes. */
import { isIP } from "node:net";
import type { ManifestSource, OpenApi } from "../../kubernetes";
import { issue } from "../../pki";
import { admits, hostAddress } from "../../world";
import type { NodeSettings } from "../config";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { bootstrapManifests } from "../manifests";
import { hostAndPort } from "./dialing";
import { startEtcd } from "./etcd-membership";
import type { Fleet, Node } from "./fleet";
import type { TalosCluster } from "./talos-cluster";
import { holdVirtualIps } from "./virtual-ips";

const hourMs = 3_600_000;
/** Of the API server's own certificate (Talos renews it before). */
const lifetimeMs = 8760 * hourMs;

/** Ends when etcd is up; the components of Kubernetes come up by themselves afterwards. */
export async function startControlPlane(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  await machine.world.clock.sleep(durations.apidMs, signal);
  machine.services.run("trustd");
  await startEtcd(fleet, node, signal);
  startComponents(fleet, node).catch((error: unknown) => {
    if (machine.life.aborted) return;
    machine.note(`cannot start Kubernetes: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** API server, controller manager and scheduler as static pods, then Talos's and the user's manifests. */
async function startComponents(fleet: Fleet, node: Node): Promise<void> {
  const { machine, cluster } = node;
  const { settings, world, server, life } = machine;
  if (cluster === undefined || settings === undefined) return;
  await world.clock.sleep(durations.staticPodsMs, life);
  const keyPair = await apiKeyPair(machine, settings, fleet.wallNow());
  const openUnder = (host: string) =>
    cluster.kubernetes.openApi({
      nodeName: machine.nodeName,
      host,
      port: world.portMap(settings.cluster.apiPort),
      keyPair,
      clientCaPem: settings.cluster.ca.certificatePem,
      admits: (remote) => !machine.isFrozen && admits(world, server.id, settings.cluster.apiPort, remote),
      condition: () => (machine.isFrozen ? "frozen" : cluster.serves(machine) ? "serving" : "without etcd"),
    });
  const api = await openUnder(hostAddress(world, server));
  if (life.aborted) {
    await api.close();
    return;
  }
  node.api = api;
  machine.onEnd.push(() => closeApi(fleet, node, api));
  holdVirtualIps(fleet, node, cluster, openUnder);
  machine.areStaticPodsReady = true;
  machine.changed();
  applyManifests(cluster, settings, machine);
}

function closeApi(fleet: Fleet, node: Node, api: OpenApi): void {
  node.api = undefined;
  fleet.closing(node.machine.server.id, api.close());
}

/** Applies what was not applied before, in the order of the configuration. Manifests of the internet are out of reach. */
export function applyManifests(cluster: TalosCluster, settings: NodeSettings, machine: TalosMachine): void {
  const sources: ManifestSource[] = [];
  for (const manifest of [...bootstrapManifests(machine, settings), ...settings.cluster.manifests]) {
    if (!("text" in manifest)) {
      machine.log("machined", `cannot download manifest ${manifest.url}: the sandbox has no internet`);
      continue;
    }
    if (cluster.appliedManifests.get(manifest.name) === manifest.text) continue;
    cluster.appliedManifests.set(manifest.name, manifest.text);
    sources.push(manifest);
  }
  const { created, failed } = cluster.kubernetes.applyManifests(sources);
  for (const line of created) machine.log("machined", `created ${line}`);
  for (const line of failed) machine.log("machined", `error creating manifest: ${line}`);
}

/** The API server's certificate: every name by which it is called. */
function apiKeyPair(machine: TalosMachine, settings: NodeSettings, nowMs: number) {
  const { cluster } = settings;
  const endpoint = hostAndPort(cluster.endpoint)?.host ?? "";
  const names = [
    endpoint,
    ...cluster.apiCertSans,
    ...machine.addresses.map((address) => address.ip),
    ...settings.virtualIps.map((virtual) => virtual.ip),
    "127.0.0.1",
    serviceAddress(cluster.serviceSubnets[0] ?? ""),
    machine.nodeName,
    "localhost",
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    `kubernetes.default.svc.${cluster.dnsDomain}`,
  ].filter((name) => name !== "");
  const unique = [...new Set(names)];
  return issue(cluster.ca, {
    subject: { commonName: "kube-apiserver", organizations: ["kube-master"] },
    ips: unique.filter((name) => isIP(name) !== 0),
    dnsNames: unique.filter((name) => isIP(name) === 0),
    usages: ["server"],
    algorithm: "p256",
    notBeforeMs: nowMs - hourMs,
    notAfterMs: nowMs + lifetimeMs,
  });
}

/** The first address of the services' range is the API's own. */
function serviceAddress(subnet: string): string {
  const match = /^(\d+\.\d+\.\d+\.)(\d+)\//.exec(subnet);
  return match === null ? "" : `${match[1]}${Number(match[2]) + 1}`;
}
