/** The API server of a control plane: where it listens, whom it lets in, what certificate it shows. */
import { isIP } from "node:net";
import { issue } from "../../pki";
import { admits, hostAddress } from "../../world";
import { imageVersion, type NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";
import { hostAndPort } from "./dialing";
import type { Fleet, Node } from "./fleet";
import type { TalosCluster } from "./talos-cluster";
import type { OpenUnder } from "./virtual-ips";

const hourMs = 3_600_000;
/** Of the API server's own certificate (Talos renews it before). */
const lifetimeMs = 8760 * hourMs;

/** Opens it on the machine's own address, until the machine goes; answers how to open it on another one, too. */
export async function openApiServer(fleet: Fleet, node: Node, cluster: TalosCluster): Promise<OpenUnder> {
  const { machine } = node;
  const { settings, world, server } = machine;
  if (settings === undefined) throw new RangeError(`Cannot open the API of "${server.name}": it has no configuration`);
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
      version: () => apiServerVersion(machine),
    });
  const api = await openUnder(hostAddress(world, server));
  machine.atEnd(() => {
    node.api = undefined;
    fleet.closing(server.id, api.close());
  });
  machine.life.throwIfAborted();
  node.api = api;
  return openUnder;
}

/** Shows another certificate from now on: another CA, other names. */
export async function renewApiCertificate(fleet: Fleet, { machine, api }: Node): Promise<void> {
  const { settings } = machine;
  if (settings === undefined || api === undefined) return;
  api.replaceKeyPair(await apiKeyPair(machine, settings, fleet.wallNow()), settings.cluster.ca.certificatePem);
}

/** What this API server says of itself: while a cluster is upgraded they differ. */
function apiServerVersion({ settings, image }: TalosMachine): string {
  return `v${imageVersion(settings?.images.apiServer ?? "") ?? versionDetails(image.talosVersion).defaultKubernetes}`;
}

/** A certificate for every name by which the API is called. */
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
