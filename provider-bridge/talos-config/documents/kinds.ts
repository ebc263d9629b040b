/** The newest Talos minor version in the tables. */
export const newestMinor = 14;

/** What is known of a document kind. */
export interface KindSpec {
  /** Name of its type in the type tables. */
  readonly type: string;
  /** First Talos minor version that knows it (12 for 1.12). */
  readonly since: number;
  /** Several documents of the kind are told apart by `name`. */
  readonly named: boolean;
}

const kind = (type: string, since: number, named = false): KindSpec => ({ type, since, named });

const kinds = new Map<string, KindSpec>([
  ["EventSinkConfig", kind("runtime.EventSink", 9)],
  ["ExtensionServiceConfig", kind("extensions.ServiceConfig", 9, true)],
  ["KmsgLogConfig", kind("runtime.KmsgLog", 9, true)],
  ["KubeSpanEndpointsConfig", kind("network.KubespanEndpointsConfig", 9)],
  ["NetworkDefaultActionConfig", kind("network.DefaultActionConfig", 9)],
  ["NetworkRuleConfig", kind("network.RuleConfig", 9, true)],
  ["SideroLinkConfig", kind("siderolink.Config", 9)],
  ["TrustedRootsConfig", kind("security.TrustedRootsConfig", 9, true)],
  ["VolumeConfig", kind("block.VolumeConfig", 9, true)],
  ["WatchdogTimerConfig", kind("runtime.WatchdogTimer", 9)],
  ["EthernetConfig", kind("network.EthernetConfig", 10, true)],
  ["PCIDriverRebindConfig", kind("hardware.PCIDriverRebindConfig", 10, true)],
  ["UserVolumeConfig", kind("block.UserVolumeConfig", 10, true)],
  ["ExistingVolumeConfig", kind("block.ExistingVolumeConfig", 11, true)],
  ["RawVolumeConfig", kind("block.RawVolumeConfig", 11, true)],
  ["SwapVolumeConfig", kind("block.SwapVolumeConfig", 11, true)],
  ["ZswapConfig", kind("block.ZswapConfig", 11)],
  ["BondConfig", kind("network.BondConfig", 12, true)],
  ["BridgeConfig", kind("network.BridgeConfig", 12, true)],
  ["DHCPv4Config", kind("network.DHCPv4Config", 12, true)],
  ["DHCPv6Config", kind("network.DHCPv6Config", 12, true)],
  ["DummyLinkConfig", kind("network.DummyLinkConfig", 12, true)],
  ["HCloudVIPConfig", kind("network.HCloudVIPConfig", 12, true)],
  ["HostnameConfig", kind("network.HostnameConfig", 12)],
  ["Layer2VIPConfig", kind("network.Layer2VIPConfig", 12, true)],
  ["LinkAliasConfig", kind("network.LinkAliasConfig", 12, true)],
  ["LinkConfig", kind("network.LinkConfig", 12, true)],
  ["OOMConfig", kind("runtime.OOM", 12)],
  ["RegistryAuthConfig", kind("cri.RegistryAuthConfig", 12, true)],
  ["RegistryMirrorConfig", kind("cri.RegistryMirrorConfig", 12, true)],
  ["RegistryTLSConfig", kind("cri.RegistryTLSConfig", 12, true)],
  ["ResolverConfig", kind("network.ResolverConfig", 12)],
  ["StaticHostConfig", kind("network.StaticHostConfig", 12, true)],
  ["TimeSyncConfig", kind("network.TimeSyncConfig", 12)],
  ["VLANConfig", kind("network.VLANConfig", 12, true)],
  ["WireguardConfig", kind("network.WireguardConfig", 12, true)],
  ["BlackholeRouteConfig", kind("network.BlackholeRouteConfig", 13, true)],
  ["EnvironmentConfig", kind("runtime.Environment", 13)],
  ["ExternalVolumeConfig", kind("block.ExternalVolumeConfig", 13, true)],
  ["ImageVerificationConfig", kind("security.ImageVerificationConfig", 13)],
  ["KubeSpanConfig", kind("network.KubeSpanConfig", 13)],
  ["RoutingRuleConfig", kind("network.RoutingRuleConfig", 13, true)],
  ["TCPProbeConfig", kind("network.TCPProbeConfig", 13, true)],
  ["VRFConfig", kind("network.VRFConfig", 13, true)],
  ["BGPInstanceConfig", kind("network.BGPInstanceConfig", 14, true)],
  ["CRIBaseRuntimeSpecConfig", kind("cri.CRIBaseRuntimeSpecConfig", 14)],
  ["CRICustomizationConfig", kind("cri.CRICustomizationConfig", 14, true)],
  ["ContainerConfig", kind("container.ContainerConfig", 14, true)],
  ["DiscoveryIdentityConfig", kind("cluster.DiscoveryIdentityConfig", 14)],
  ["DiscoveryServiceConfig", kind("cluster.DiscoveryServiceConfig", 14, true)],
  ["EtcFileConfig", kind("runtime.EtcFileConfig", 14, true)],
  ["FilesystemScrubConfig", kind("block.FilesystemScrubConfig", 14)],
  ["FilesystemTrimConfig", kind("block.FilesystemTrimConfig", 14)],
  ["HTTPProbeConfig", kind("network.HTTPProbeConfig", 14, true)],
  ["ImageCacheConfig", kind("cri.ImageCacheConfig", 14)],
  ["KernelModuleConfig", kind("runtime.KernelModuleConfig", 14, true)],
  ["KubeAPIServerCAConfig", kind("k8s.KubeAPIServerCAConfig", 14)],
  ["KubeAPIServerConfig", kind("k8s.KubeAPIServerConfig", 14)],
  ["KubeAdmissionControlConfig", kind("k8s.KubeAdmissionControlConfig", 14, true)],
  ["KubeAggregatorCAConfig", kind("k8s.KubeAggregatorCAConfig", 14)],
  ["KubeAuditPolicyConfig", kind("k8s.KubeAuditPolicyConfig", 14)],
  ["KubeAuthenticationConfig", kind("k8s.KubeAuthenticationConfig", 14)],
  ["KubeAuthorizerConfig", kind("k8s.KubeAuthorizerConfig", 14, true)],
  ["KubeClusterConfig", kind("k8s.KubeClusterConfig", 14)],
  ["KubeControllerManagerConfig", kind("k8s.KubeControllerManagerConfig", 14)],
  ["KubeCoreDNSConfig", kind("k8s.KubeCoreDNSConfig", 14)],
  ["KubeCredentialProviderConfig", kind("k8s.KubeCredentialProviderConfig", 14)],
  ["KubeEtcdEncryptionConfig", kind("k8s.KubeEtcdEncryptionConfig", 14)],
  ["KubeExternalManifestConfig", kind("k8s.KubeExternalManifestConfig", 14, true)],
  ["KubeFlannelCNIConfig", kind("k8s.KubeFlannelCNIConfig", 14)],
  ["KubeInlineManifestConfig", kind("k8s.KubeInlineManifestConfig", 14, true)],
  ["KubeNetworkConfig", kind("k8s.KubeNetworkConfig", 14)],
  ["KubeNodeConfig", kind("k8s.KubeNodeConfig", 14)],
  ["KubePrismConfig", kind("k8s.KubePrismConfig", 14)],
  ["KubeProxyConfig", kind("k8s.KubeProxyConfig", 14)],
  ["KubeSchedulerConfig", kind("k8s.KubeSchedulerConfig", 14)],
  ["KubeServiceAccountConfig", kind("k8s.KubeServiceAccountConfig", 14)],
  ["KubeStaticPodConfig", kind("k8s.KubeStaticPodConfig", 14, true)],
  ["KubeTalosAPIAccessConfig", kind("k8s.KubeTalosAPIAccessConfig", 14)],
  ["KubeletConfig", kind("k8s.KubeletConfig", 14)],
  ["LVMLogicalVolumeConfig", kind("storage.LVMLogicalVolumeConfig", 14, true)],
  ["LVMVolumeGroupConfig", kind("storage.LVMVolumeGroupConfig", 14, true)],
  ["RAIDArrayConfig", kind("storage.RAIDArrayConfig", 14, true)],
  ["SecurityProfileConfig", kind("runtime.SecurityProfileConfig", 14)],
  ["SysctlConfig", kind("runtime.SysctlConfig", 14)],
  ["SysfsConfig", kind("runtime.SysfsConfig", 14)],
  ["UdevRulesConfig", kind("runtime.UdevRulesConfig", 14)],
  ["UnattendedInstallConfig", kind("runtime.UnattendedInstallConfig", 14)],
  ["VethConfig", kind("network.VethConfig", 14, true)],
]);

/** Kind and type of the document that has neither apiVersion nor kind. */
export const legacyKind = "v1alpha1";
/** Its type in the type tables. */
export const legacyType = "v1alpha1.Config";

/** The kind's entry, if that Talos (minor version) knows it. */
export function kindSpec(name: string, minor: number): KindSpec | undefined {
  const found = kinds.get(name);
  return found === undefined || found.since > minor ? undefined : found;
}

/** First minor version that knows the kind, undefined for no kind at all. */
export function kindSince(name: string): number | undefined {
  return kinds.get(name)?.since;
}

/** All kinds of that Talos (minor version), besides the v1alpha1 document. */
export function knownKinds(minor: number): string[] {
  return [...kinds].filter(([, spec]) => spec.since <= minor).map(([name]) => name);
}
