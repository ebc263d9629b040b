import type { TypeTable } from "../../schema";

/** The root of the v1alpha1 document and its `machine` section. Field syntax: schema/field.ts. */
export const machineTypes: TypeTable = {
  "v1alpha1.Config":
    "version string; debug? *bool; persist? *bool; machine *v1alpha1.MachineConfig; cluster *v1alpha1.ClusterConfig",
  "v1alpha1.DiskPartition": "size? diskSize; mountpoint? string",
  "v1alpha1.EncryptionConfig":
    "provider string; keys []*v1alpha1.EncryptionKey; cipher? string; keySize? uint; blockSize? uint64; options? []string",
  "v1alpha1.EncryptionKey":
    "static? *v1alpha1.EncryptionKeyStatic; nodeID? *v1alpha1.EncryptionKeyNodeID; kms? *v1alpha1.EncryptionKeyKMS; slot int; tpm? *v1alpha1.EncryptionKeyTPM",
  "v1alpha1.EncryptionKeyKMS": "endpoint string",
  "v1alpha1.EncryptionKeyNodeID": "",
  "v1alpha1.EncryptionKeyStatic": "passphrase? string",
  "v1alpha1.EncryptionKeyTPM": "checkSecurebootStatusOnEnroll? *bool",
  "v1alpha1.ExtraMount":
    "destination string; type? string; source? string; options? []string; uidMappings? []v1alpha1.LinuxIDMapping; gidMappings? []v1alpha1.LinuxIDMapping",
  "v1alpha1.FeaturesConfig":
    "rbac? *bool; stableHostname? *bool; kubernetesTalosAPIAccess? *v1alpha1.KubernetesTalosAPIAccessConfig; apidCheckExtKeyUsage? *bool; diskQuotaSupport? *bool; kubePrism? *v1alpha1.KubePrism; hostDNS? *v1alpha1.HostDNSConfig; imageCache? *v1alpha1.ImageCacheConfig; nodeAddressSortAlgorithm? string",
  "v1alpha1.HostDNSConfig": "enabled? *bool; forwardKubeDNSToHost? *bool; resolveMemberNames? *bool",
  "v1alpha1.ImageCacheConfig": "localEnabled? *bool",
  "v1alpha1.InstallConfig":
    "disk? string; diskSelector? *v1alpha1.InstallDiskSelector; extraKernelArgs? []string; image? string; extensions? []v1alpha1.InstallExtensionConfig; bootloader? *bool; wipe *bool; legacyBIOSSupport? *bool; grubUseUKICmdline? *bool @1.12",
  "v1alpha1.InstallDiskSelector":
    "size? *diskSizeMatcher; name? string; model? string; serial? string; modalias? string; uuid? string; wwid? string; type? string; busPath? string",
  "v1alpha1.InstallExtensionConfig": "image string",
  "v1alpha1.KernelConfig": "modules? []*v1alpha1.KernelModuleConfig",
  "v1alpha1.KernelModuleConfig": "name string; parameters? []string",
  "v1alpha1.KubePrism": "enabled? *bool; port? int",
  "v1alpha1.KubeletConfig":
    "image? string; clusterDNS? []string; extraArgs? args; extraMounts? []v1alpha1.ExtraMount; extraConfig? object; credentialProviderConfig? object; defaultRuntimeSeccompProfileEnabled? *bool; registerWithFQDN? *bool; nodeIP? *v1alpha1.KubeletNodeIPConfig; skipNodeRegistration? *bool; disableManifestsDirectory? *bool",
  "v1alpha1.KubeletNodeIPConfig": "validSubnets? []string",
  "v1alpha1.KubernetesTalosAPIAccessConfig":
    "enabled? *bool; allowedRoles? []string; allowedKubernetesNamespaces? []string",
  "v1alpha1.LinuxIDMapping": "containerID uint32; hostID uint32; size uint32",
  "v1alpha1.LoggingConfig": "destinations []v1alpha1.LoggingDestination",
  "v1alpha1.LoggingDestination": "endpoint *endpoint; format string; extraTags? map string",
  "v1alpha1.MachineConfig":
    "type string; token string; ca? *certificateAndKey; acceptedCAs? []*certificate; certSANs []string; controlPlane? *v1alpha1.MachineControlPlaneConfig; kubelet? *v1alpha1.KubeletConfig; pods? []object; network? *v1alpha1.NetworkConfig; disks? []*v1alpha1.MachineDisk; install? *v1alpha1.InstallConfig; files? []*v1alpha1.MachineFile; env? map string; time? *v1alpha1.TimeConfig; sysctls? map string; sysfs? map string; registries? v1alpha1.RegistriesConfig; systemDiskEncryption? *v1alpha1.SystemDiskEncryptionConfig; features? *v1alpha1.FeaturesConfig; udev? *v1alpha1.UdevConfig; logging? *v1alpha1.LoggingConfig; kernel? *v1alpha1.KernelConfig; seccompProfiles? []*v1alpha1.MachineSeccompProfile; baseRuntimeSpecOverrides? object; nodeLabels? map string; nodeAnnotations? map string; nodeTaints? map string",
  "v1alpha1.MachineControlPlaneConfig":
    "controllerManager? *v1alpha1.MachineControllerManagerConfig; scheduler? *v1alpha1.MachineSchedulerConfig",
  "v1alpha1.MachineControllerManagerConfig": "disabled? *bool",
  "v1alpha1.MachineDisk": "device? string; partitions? []*v1alpha1.DiskPartition",
  "v1alpha1.MachineFile": "content string; permissions fileMode; path string; op string",
  "v1alpha1.MachineSchedulerConfig": "disabled? *bool",
  "v1alpha1.MachineSeccompProfile": "name string; value object",
  "v1alpha1.RegistriesConfig": "mirrors? map *v1alpha1.RegistryMirrorConfig; config? map *v1alpha1.RegistryConfig",
  "v1alpha1.RegistryAuthConfig": "username? string; password? string; auth? string; identityToken? string",
  "v1alpha1.RegistryConfig": "tls? *v1alpha1.RegistryTLSConfig; auth? *v1alpha1.RegistryAuthConfig",
  "v1alpha1.RegistryMirrorConfig": "endpoints []string; overridePath? *bool; skipFallback? *bool",
  "v1alpha1.RegistryTLSConfig": "clientIdentity? *certificateAndKey; ca? base64; insecureSkipVerify? *bool",
  "v1alpha1.SystemDiskEncryptionConfig": "state? *v1alpha1.EncryptionConfig; ephemeral? *v1alpha1.EncryptionConfig",
  "v1alpha1.TimeConfig": "disabled? *bool; servers? []string; bootTimeout? duration",
  "v1alpha1.UdevConfig": "rules? []string",
};
