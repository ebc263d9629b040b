/**
 * A Kubernetes cluster's API and the life behind it: store, HTTP server, controllers, kubelets. Never here: machines and
 * their boot (talos/), servers (world/), nor anything of the provider.
 */
export type {
  ApiEndpoint,
  AppliedManifests,
  CertificateAndKey,
  CloudMachine,
  ClusterIdentity,
  Kubelet,
  KubeletFacts,
  KubernetesApi,
  ManifestSource,
  NodeTaint,
  OpenApi,
  StaticPod,
  Surroundings,
} from "./seam";
