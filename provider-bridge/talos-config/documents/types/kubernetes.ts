import type { TypeTable } from "../../schema";

/** Kubernetes documents of Talos 1.14. Field syntax: schema/field.ts. */
export const kubernetesTypes: TypeTable = {
  "k8s.AcceptedServiceAccountConfig": "publicKeys? []string; issuers? []url; audiences? []string",
  "k8s.IssuerServiceAccountConfig": "privateKey string; issuerURL url",
  "k8s.KubeAPIServerCAConfig": "issuingCA? *meta.CertificateAndKey; acceptedCAs? []string",
  "k8s.KubeAPIServerConfig":
    "image string; extraArgs? args; env? map string; resources? k8s.ResourcesConfig; apiPort? *int; certExtraSANs? []string; startupProbes? *bool",
  "k8s.KubeAdmissionControlConfig": "name string; configuration object",
  "k8s.KubeAggregatorCAConfig": "issuingCA? *meta.CertificateAndKey; acceptedCAs? []string",
  "k8s.KubeAuditPolicyConfig": "configuration object replace",
  "k8s.KubeAuthenticationConfig": "configuration object replace",
  "k8s.KubeAuthorizerConfig": "name string; type string; webhook? object",
  "k8s.KubeClusterConfig": "clusterName string; endpoint url",
  "k8s.KubeControllerManagerConfig":
    "enabled? *bool; image string; extraArgs? args; env? map string; resources? k8s.ResourcesConfig",
  "k8s.KubeCoreDNSConfig": "enabled? *bool; image? string",
  "k8s.KubeCredentialProviderConfig": "configuration object replace",
  "k8s.KubeEtcdEncryptionConfig": "config object",
  "k8s.KubeExternalManifestConfig": "name string; headers? map string; url url",
  "k8s.KubeFlannelCNIConfig":
    "backendType string; backendPort? uint16; backendMTU? uint32; backendExtraConfig? object; resources? k8s.ResourcesConfig; extraArgs? []string; kubeNetworkPoliciesEnabled? *bool",
  "k8s.KubeInlineManifestConfig": "name string; manifest string",
  "k8s.KubeNetworkConfig":
    "dnsDomain string; podSubnets []prefix replace; serviceSubnets []prefix replace; nodeCIDRMaskSizeIPv4? int; nodeCIDRMaskSizeIPv6? int",
  "k8s.KubeNodeConfig":
    "skipNodeRegistration? *bool; registerWithFQDN? *bool; nodeIP k8s.NodeIPConfig; labels? map string; annotations? map string; taints? map string",
  "k8s.KubePrismConfig": "port int; tlsServerName? string",
  "k8s.KubeProxyConfig":
    "enabled? *bool; image? string; mode? string; config object; extraArgs? args; resources? k8s.ResourcesConfig",
  "k8s.KubeSchedulerConfig":
    "enabled? *bool; image string; config object; extraArgs? args; env? map string; resources? k8s.ResourcesConfig",
  "k8s.KubeServiceAccountConfig": "issuer k8s.IssuerServiceAccountConfig; accepted? k8s.AcceptedServiceAccountConfig",
  "k8s.KubeStaticPodConfig": "name string; pod object replace",
  "k8s.KubeTalosAPIAccessConfig": "allowedRoles? []string; allowedKubernetesNamespaces? []string",
  "k8s.KubeletConfig":
    "image string; config object; extraArgs? args; clusterDNS? []string; defaultRuntimeSeccompProfileEnabled? *bool",
  "k8s.NodeIPConfig": "validSubnets? []string",
  "k8s.ResourcesConfig": "requests? object; limits? object",
};
