import type { TypeTable } from "../../schema";

/** Documents of the operating system: runtime, extensions, registries, security, discovery. Field syntax: schema/field.ts. */
export const systemTypes: TypeTable = {
  "cri.RegistryAuthConfig": "name string; username? string; password? string; auth? string; identityToken? string",
  "cri.RegistryEndpoint": "url url; overridePath? *bool",
  "cri.RegistryMirrorConfig": "name string; endpoints? []cri.RegistryEndpoint; skipFallback? *bool",
  "cri.RegistryTLSConfig":
    "name string; clientIdentity? *meta.CertificateAndKey; ca? string; insecureSkipVerify? *bool",
  "extensions.ConfigFile": "content string; mountPath string",
  "extensions.ServiceConfig": "name string; configFiles? []extensions.ConfigFile; environment? []string",
  "hardware.PCIDriverRebindConfig": "name string; targetDriver string",
  "meta.CertificateAndKey": "cert? string; key? string",
  "runtime.Environment": "variables map string",
  "runtime.EventSink": "endpoint string",
  "runtime.KmsgLog": "name string; url url",
  "runtime.OOM":
    "triggerExpression? cel; cgroupRankingExpression? cel; strictCgroupClassOrdering? *bool @1.12; sampleInterval? duration",
  "runtime.WatchdogTimer": "device string; timeout? duration",
  "security.ImageKeylessVerifier": "issuer? string; subject? string; subjectRegex? string",
  "security.ImagePublicKeyVerifier": "certificate? string",
  "security.ImageVerificationConfig": "rules? []security.ImageVerificationRule",
  "security.ImageVerificationRule":
    "image? string; skip? *bool; deny? *bool; keyless? *security.ImageKeylessVerifier; publicKey? *security.ImagePublicKeyVerifier",
  "security.TrustedRootsConfig": "name string; certificates string",
  "siderolink.Config": "apiUrl url; uniqueToken? string @1.10",
  "cluster.DiscoveryIdentityConfig": "clusterID string; clusterSecret string",
  "cluster.DiscoveryServiceConfig": "name string; endpoint url",
  "container.ContainerCapabilities": "add? []string; drop? []string",
  "container.ContainerConfig":
    "name string; image string; entrypoint? []string; args? []string; workingDir? string; runAs? *container.ContainerRunAs; environment? []string; mounts? []container.ContainerMount; security? *container.ContainerSecurity; network? *container.ContainerNetwork; resources? *container.ContainerResources; dependsOn? *container.ContainerDependsOn",
  "container.ContainerDependsOn": "paths? []string; networks? []string; time? *bool; containers? []string",
  "container.ContainerMount":
    "userVolume? container.UserVolumeMount; tmpfs? container.TmpfsMount; hostPath? container.HostPathMount",
  "container.ContainerNetwork": "mode? string",
  "container.ContainerResourceLimits": "cpu? string; memory? string",
  "container.ContainerResources": "limits? *container.ContainerResourceLimits",
  "container.ContainerRunAs": "uid? *int; gid? *int",
  "container.ContainerSecurity": "profile? string; capabilities? container.ContainerCapabilities",
  "container.HostPathMount": "source? string; destination? string; options? []string",
  "container.TmpfsMount": "destination? string; size? string; options? []string",
  "container.UserVolumeMount": "name string; destination? string; options? any",
  "cri.CRIBaseRuntimeSpecConfig": "overrides? object replace",
  "cri.CRICustomizationConfig": "name string; content string",
  "cri.ImageCacheConfig": "local? cri.LocalImageCacheConfig",
  "cri.LocalImageCacheConfig": "enabled? *bool",
  "runtime.DiskSelectorSpec": "match? cel",
  "runtime.EtcFileConfig": "name string; mode? *int; contents? string",
  "runtime.InstallerSpec": "image? string",
  "runtime.KernelModuleConfig": "name string; parameters? []string",
  "runtime.ProvisioningSpec": "diskSelector? runtime.DiskSelectorSpec; wipe? *bool",
  "runtime.SecurityProfileConfig": "workloadIsolation? *bool",
  "runtime.SysctlConfig": "params map string",
  "runtime.SysfsConfig": "params map string",
  "runtime.UdevRulesConfig": "rules? []string",
  "runtime.UnattendedInstallConfig":
    "reboot? *bool; installer runtime.InstallerSpec; provisioning runtime.ProvisioningSpec",
};
