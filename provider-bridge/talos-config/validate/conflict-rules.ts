import { parseIpAddress } from "../scalars";
import { booleanAt, listAt, mapAt, textAt, type ValueMap } from "../value";
import { type Problem, when } from "./finding";
import { texts } from "./legacy";

/** What a document says that the v1alpha1 document says as well; the path is the one there. */
type ConflictCheck = (document: ValueMap, legacy: ValueMap) => Problem[];

const conflicts: Readonly<Record<string, ConflictCheck>> = {
  HostnameConfig: (_document, legacy) => {
    const name = textAt(legacy, "machine", "network", "hostname");
    if (name !== "") return [{ path: "machine.network.hostname", message: "the host name is set in both" }];
    const stable = booleanAt(legacy, "machine", "features", "stableHostname") === true;
    return when(stable, "machine.features.stableHostname", "the host name is set in both");
  },
  KubeSpanConfig: (_document, legacy) =>
    when(
      mapAt(legacy, "machine", "network", "kubespan") !== undefined,
      "machine.network.kubespan",
      "KubeSpan is set in both",
    ),
  ResolverConfig: (_document, legacy) => {
    const message = "the resolver is set in both";
    const network = mapAt(legacy, "machine", "network");
    // An empty list of search domains counts; name servers that are no addresses do not.
    if (Array.isArray(network?.get("searchDomains"))) return [{ path: "machine.network.searchDomains", message }];
    const servers = texts(listAt(network, "nameservers")).filter((text) => parseIpAddress(text) !== undefined);
    if (servers.length > 0) return [{ path: "machine.network.nameservers", message }];
    const disabled = booleanAt(legacy, "machine", "network", "disableSearchDomain") === true;
    return when(disabled, "machine.network.disableSearchDomain", message);
  },
  TimeSyncConfig: (_document, legacy) => {
    const message = "time synchronisation is set in both";
    const time = mapAt(legacy, "machine", "time");
    if (booleanAt(time, "disabled") === true) return [{ path: "machine.time.disabled", message }];
    if (listAt(time, "servers").length > 0) return [{ path: "machine.time.servers", message }];
    return when(textAt(time, "bootTimeout") !== "", "machine.time.bootTimeout", message);
  },
  VolumeConfig: (document, legacy) => {
    const partition = { STATE: "state", EPHEMERAL: "ephemeral" }[textAt(document, "name")];
    const encrypted =
      textAt(document, "encryption", "provider") !== "" || listAt(document, "encryption", "keys").length > 0;
    if (partition === undefined || !encrypted) return [];
    const other = mapAt(legacy, "machine", "systemDiskEncryption", partition);
    return when(other !== undefined, `machine.systemDiskEncryption.${partition}`, "encryption is set in both");
  },
};

/** Fields of the v1alpha1 document that a document of Talos 1.14 stands for. */
const replaced: Readonly<Record<string, readonly string[]>> = {
  KubeClusterConfig: ["cluster.clusterName", "cluster.controlPlane.endpoint"],
  KubeNetworkConfig: ["cluster.network"],
  KubeletConfig: ["machine.kubelet"],
  KubeNodeConfig: ["machine.nodeLabels", "machine.nodeAnnotations", "machine.nodeTaints"],
  KubeAPIServerCAConfig: ["cluster.ca", "cluster.acceptedCAs"],
  KubeAggregatorCAConfig: ["cluster.aggregatorCA"],
  KubeServiceAccountConfig: ["cluster.serviceAccount"],
  KubeAPIServerConfig: ["cluster.apiServer"],
  KubeControllerManagerConfig: ["cluster.controllerManager"],
  KubeSchedulerConfig: ["cluster.scheduler"],
  KubeProxyConfig: ["cluster.proxy"],
  KubeCoreDNSConfig: ["cluster.coreDNS"],
  KubePrismConfig: ["machine.features.kubePrism"],
  DiscoveryServiceConfig: ["cluster.discovery"],
  DiscoveryIdentityConfig: ["cluster.id", "cluster.secret"],
  UnattendedInstallConfig: ["machine.install"],
  SysctlConfig: ["machine.sysctls"],
  SysfsConfig: ["machine.sysfs"],
  UdevRulesConfig: ["machine.udev"],
};

/** Conflicts of a document with the v1alpha1 document. */
export function conflictsWithLegacy(kind: string, document: ValueMap, legacy: ValueMap): Problem[] {
  const fields = (replaced[kind] ?? []).flatMap((path) =>
    when(isSet(legacy, path.split(".")), path, `it is set here and by ${kind}`),
  );
  return [...(conflicts[kind]?.(document, legacy) ?? []), ...fields];
}

function isSet(legacy: ValueMap, path: readonly string[]): boolean {
  let current: unknown = legacy;
  for (const key of path) {
    if (!(current instanceof Map)) return false;
    current = current.get(key);
  }
  if (current === undefined || current === null) return false;
  return current instanceof Map || Array.isArray(current)
    ? (current instanceof Map ? current.size : current.length) > 0
    : true;
}
