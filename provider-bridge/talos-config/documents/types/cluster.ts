import type { TypeTable } from "../../schema";

/** The `cluster` section of the v1alpha1 document. Field syntax: schema/field.ts. */
export const clusterTypes: TypeTable = {
  "v1alpha1.APIServerConfig":
    "image? string; extraArgs? args; extraVolumes? []v1alpha1.VolumeMountConfig; env? map string; certSANs? []string; disablePodSecurityPolicy? *bool; admissionControl? []*v1alpha1.AdmissionPluginConfig; auditPolicy? object replace; resources? *v1alpha1.ResourcesConfig; authorizationConfig? []*v1alpha1.AuthorizationConfigAuthorizerConfig",
  "v1alpha1.AdminKubeconfigConfig": "certLifetime? duration",
  "v1alpha1.AdmissionPluginConfig": "name string; configuration object",
  "v1alpha1.AuthorizationConfigAuthorizerConfig": "type string; name string; webhook? object",
  "v1alpha1.CNIConfig": "name? string; urls? []string; flannel? *v1alpha1.FlannelCNIConfig",
  "v1alpha1.ClusterConfig":
    "id? string; secret? string; controlPlane *v1alpha1.ControlPlaneConfig ~1.14; clusterName? string; network? *v1alpha1.ClusterNetworkConfig; token? string; aescbcEncryptionSecret? string; secretboxEncryptionSecret? string; ca? *certificateAndKey; acceptedCAs? []*certificate; aggregatorCA? *certificateAndKey; serviceAccount? *keyOnly; apiServer? *v1alpha1.APIServerConfig; controllerManager? *v1alpha1.ControllerManagerConfig; proxy? *v1alpha1.ProxyConfig; scheduler? *v1alpha1.SchedulerConfig; discovery? *v1alpha1.ClusterDiscoveryConfig; etcd? *v1alpha1.EtcdConfig; coreDNS? *v1alpha1.CoreDNS; externalCloudProvider? *v1alpha1.ExternalCloudProviderConfig; extraManifests? []string; extraManifestHeaders? map string; inlineManifests? []v1alpha1.ClusterInlineManifest; adminKubeconfig? *v1alpha1.AdminKubeconfigConfig; allowSchedulingOnMasters? *bool; allowSchedulingOnControlPlanes? *bool",
  "v1alpha1.ClusterDiscoveryConfig": "enabled? *bool; registries v1alpha1.DiscoveryRegistriesConfig",
  "v1alpha1.ClusterInlineManifest": "name string; contents string",
  "v1alpha1.ClusterNetworkConfig":
    "cni? *v1alpha1.CNIConfig; dnsDomain string; podSubnets []string replace; serviceSubnets []string replace",
  "v1alpha1.ControlPlaneConfig": "endpoint *endpoint; localAPIServerPort? int",
  "v1alpha1.ControllerManagerConfig":
    "image? string; extraArgs? args; extraVolumes? []v1alpha1.VolumeMountConfig; env? map string; resources? *v1alpha1.ResourcesConfig",
  "v1alpha1.CoreDNS": "disabled? *bool; image? string",
  "v1alpha1.DiscoveryRegistriesConfig":
    "kubernetes v1alpha1.RegistryKubernetesConfig; service v1alpha1.RegistryServiceConfig",
  "v1alpha1.EtcdConfig":
    "image? string; ca *certificateAndKey; extraArgs? args; subnet? string; advertisedSubnets? []string; listenSubnets? []string",
  "v1alpha1.ExternalCloudProviderConfig": "enabled? *bool; manifests? []string",
  "v1alpha1.FlannelCNIConfig": "extraArgs? []string; kubeNetworkPoliciesEnabled? *bool @1.13",
  "v1alpha1.ProxyConfig": "disabled? *bool; image? string; mode? string; extraArgs? args",
  "v1alpha1.RegistryKubernetesConfig": "disabled? *bool",
  "v1alpha1.RegistryServiceConfig": "disabled? *bool; endpoint? string",
  "v1alpha1.ResourcesConfig": "requests? object; limits? object",
  "v1alpha1.SchedulerConfig":
    "image? string; extraArgs? args; extraVolumes? []v1alpha1.VolumeMountConfig; env? map string; resources? *v1alpha1.ResourcesConfig; config? object",
  "v1alpha1.VolumeMountConfig": "hostPath string; mountPath string; readonly? bool",
};
