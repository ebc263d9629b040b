import { documentsOfKind, type MachineConfig } from "../documents";
import { booleanAt, listAt, mapAt, textAt, type ValueMap, valueAt } from "../value";
import { type Problem, type Rule, when } from "./finding";
import { type LegacyConfig, texts } from "./legacy";

/** All documents, for rules that no single one can answer. */
export interface WholeConfig {
  readonly config: MachineConfig;
  /** The v1alpha1 document, where there is one with a machine section. */
  readonly legacy: LegacyConfig | undefined;
  readonly mode: LegacyConfig["mode"];
}

/** Kinds that mean nothing on workers. */
const controlPlaneKinds = new Set(
  `KubeAPIServerConfig KubeAdmissionControlConfig KubeAggregatorCAConfig KubeAuditPolicyConfig KubeAuthenticationConfig
  KubeAuthorizerConfig KubeControllerManagerConfig KubeCoreDNSConfig KubeEtcdEncryptionConfig KubeFlannelCNIConfig
  KubeProxyConfig KubeSchedulerConfig KubeServiceAccountConfig KubeTalosAPIAccessConfig`.split(/\s+/),
);

/** Rules about the configuration as a whole, all of Talos 1.14. */
export const wholeRules: readonly Rule<WholeConfig>[] = [
  { about: "kinds for control planes only", since: 14, check: controlPlaneOnly },
  { about: "etcd is encrypted where the API server runs", since: 14, check: etcdEncryption },
  { about: "discovery needs an identity", since: 14, check: discovery },
  { about: "KubeSpan needs discovery", since: 14, check: kubeSpan },
  { about: "encrypted DNS needs host DNS", since: 14, check: encryptedDns },
  { about: "host DNS in a container", since: 14, check: containerDns },
  { about: "containers wait for each other in an order", since: 14, check: containerOrder },
];

function controlPlaneOnly({ config, legacy }: WholeConfig): Problem[] {
  if (legacy?.controlPlane === true) return [];
  const kinds = [...new Set(config.documents.map(({ kind }) => kind))].filter((kind) => controlPlaneKinds.has(kind));
  const problem = `only a control plane has ${kinds.sort().join(", ")}`;
  return when(kinds.length > 0, "", problem);
}

function etcdEncryption({ config, legacy }: WholeConfig): Problem[] {
  if (legacy?.controlPlane !== true) return [];
  const hasApiServer =
    documentsOfKind(config, "KubeAPIServerCAConfig").length > 0 || mapAt(legacy.cluster, "ca") !== undefined;
  const encrypted =
    documentsOfKind(config, "KubeEtcdEncryptionConfig").length > 0 ||
    ["secretboxEncryptionSecret", "aescbcEncryptionSecret"].some((key) => textAt(legacy.cluster, key) !== "");
  return when(
    hasApiServer && !encrypted,
    "",
    "a control plane encrypts what is in etcd: KubeEtcdEncryptionConfig is required",
  );
}

function hasDiscovery({ config, legacy }: WholeConfig): boolean {
  const disabled = booleanAt(legacy?.cluster, "discovery", "registries", "service", "disabled") === true;
  const old = booleanAt(legacy?.cluster, "discovery", "enabled") === true && !disabled;
  return old || documentsOfKind(config, "DiscoveryServiceConfig").length > 0;
}

function discovery(whole: WholeConfig): Problem[] {
  if (!hasDiscovery(whole)) return [];
  const [identity] = documentsOfKind(whole.config, "DiscoveryIdentityConfig");
  const missing = (key: string, old: string) =>
    textAt(identity, key) === "" && textAt(whole.legacy?.cluster, old) === "";
  return [
    ...when(missing("clusterID", "id"), "", "discovery needs clusterID of DiscoveryIdentityConfig"),
    ...when(missing("clusterSecret", "secret"), "", "discovery needs clusterSecret of DiscoveryIdentityConfig"),
  ];
}

function kubeSpan(whole: WholeConfig): Problem[] {
  const enabled =
    booleanAt(whole.legacy?.machine, "network", "kubespan", "enabled") === true ||
    documentsOfKind(whole.config, "KubeSpanConfig").some((document) => booleanAt(document, "enabled") === true);
  return when(enabled && !hasDiscovery(whole), "", "KubeSpan needs discovery: DiscoveryServiceConfig is required");
}

function hostDns({ config, legacy }: WholeConfig): ValueMap | undefined {
  const [resolver] = documentsOfKind(config, "ResolverConfig");
  return mapAt(resolver, "hostDNS") ?? mapAt(legacy?.machine, "features", "hostDNS");
}

function encryptedDns(whole: WholeConfig): Problem[] {
  const servers = documentsOfKind(whole.config, "ResolverConfig").flatMap((document) =>
    listAt(document, "nameservers"),
  );
  const encrypted = servers.some((server) => !["", "Do53"].includes(textAt(server, "protocol")));
  const enabled = booleanAt(hostDns(whole), "enabled") === true;
  return when(encrypted && !enabled, "", "encrypted DNS needs hostDNS.enabled of ResolverConfig");
}

function containerDns(whole: WholeConfig): Problem[] {
  if (whole.mode !== "container") return [];
  const settings = hostDns(whole);
  if (settings === undefined) return [{ path: "", message: "hostDNS of ResolverConfig is required in a container" }];
  return ["enabled", "forwardKubeDNSToHost"].flatMap((key) =>
    when(booleanAt(settings, key) !== true, "", `hostDNS.${key} of ResolverConfig is required in a container`),
  );
}

function containerOrder({ config }: WholeConfig): Problem[] {
  const containers = new Map(
    documentsOfKind(config, "ContainerConfig").map((document) => [
      textAt(document, "name"),
      texts(listAt(valueAt(document, "dependsOn"), "containers")),
    ]),
  );
  const missing = [...containers].flatMap(([name, others]) =>
    others.flatMap((other) =>
      when(!containers.has(other), "", `the container "${name}" waits for "${other}", which is not there`),
    ),
  );
  const circle = findCircle(containers);
  return [...missing, ...when(circle !== undefined, "", `containers wait for each other: ${circle?.join(" → ")}`)];
}

/** Takes away what waits for nobody until nothing more can go; what is left stands in a circle, or behind one. */
function findCircle(waits: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const left = new Map([...waits].map(([name, others]) => [name, others.filter((other) => waits.has(other))]));
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const [name, others] of left) if (!others.some((other) => left.has(other))) left.delete(name);
  }
  const [start] = [...left.keys()].sort();
  if (start === undefined) return undefined;
  const way: string[] = [];
  for (let name = start; !way.includes(name); name = left.get(name)?.find((other) => left.has(other)) ?? start) {
    way.push(name);
  }
  const last = left.get(way.at(-1) ?? "")?.find((other) => left.has(other)) ?? start;
  return [...way.slice(way.indexOf(last)), last];
}
