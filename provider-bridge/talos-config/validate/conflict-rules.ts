import { parseIpAddress } from "../scalars";
import { booleanAt, listAt, mapAt, textAt, type ValueMap, valueAt } from "../value";
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
  KubeFlannelCNIConfig: ["cluster.network"],
  KubeletConfig: ["machine.kubelet"],
  KubeCredentialProviderConfig: ["machine.kubelet"],
  KubeNodeConfig: [
    "cluster.allowSchedulingOnControlPlanes",
    "cluster.allowSchedulingOnMasters",
    "machine.kubelet.skipNodeRegistration",
    "machine.kubelet.registerWithFQDN",
    "machine.kubelet.nodeIP",
    "machine.nodeLabels",
    "machine.nodeAnnotations",
    "machine.nodeTaints",
  ],
  KubeAPIServerCAConfig: ["cluster.ca"],
  KubeAggregatorCAConfig: ["cluster.aggregatorCA"],
  KubeServiceAccountConfig: ["cluster.serviceAccount"],
  KubeEtcdEncryptionConfig: ["cluster.secretboxEncryptionSecret", "cluster.aescbcEncryptionSecret"],
  KubeAPIServerConfig: ["cluster.apiServer", "cluster.controlPlane.localAPIServerPort"],
  KubeAdmissionControlConfig: ["cluster.apiServer"],
  KubeAuthorizerConfig: ["cluster.apiServer"],
  KubeAuditPolicyConfig: ["cluster.apiServer.auditPolicy"],
  KubeControllerManagerConfig: ["cluster.controllerManager", "machine.controlPlane.controllerManager"],
  KubeSchedulerConfig: ["cluster.scheduler", "machine.controlPlane.scheduler"],
  KubeProxyConfig: ["cluster.proxy"],
  KubeCoreDNSConfig: ["cluster.coreDNS"],
  KubePrismConfig: ["machine.features.kubePrism"],
  KubeTalosAPIAccessConfig: ["machine.features.kubernetesTalosAPIAccess"],
  DiscoveryServiceConfig: ["cluster.discovery"],
  DiscoveryIdentityConfig: ["cluster.id", "cluster.secret"],
  UnattendedInstallConfig: ["machine.install"],
  CRIBaseRuntimeSpecConfig: ["machine.baseRuntimeSpecOverrides"],
  ImageCacheConfig: ["machine.features.imageCache"],
  SysctlConfig: ["machine.sysctls"],
  SysfsConfig: ["machine.sysfs"],
  UdevRulesConfig: ["machine.udev"],
};

/** Conflicts of a document with the v1alpha1 document; of the fields it stands for the first is told, as in Talos. */
export function conflictsWithLegacy(kind: string, document: ValueMap, legacy: ValueMap): Problem[] {
  const path = (replaced[kind] ?? []).find((field) => valueAt(legacy, ...field.split(".")) !== undefined);
  const fields = path === undefined ? [] : [{ path, message: `it is set here and by ${kind}` }];
  return [...(conflicts[kind]?.(document, legacy) ?? []), ...fields];
}
