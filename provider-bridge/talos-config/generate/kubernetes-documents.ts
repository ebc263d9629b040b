import type { ConfigDocument } from "../documents";
import { decodeBase64 } from "../scalars";
import type { CertificateAndKey } from "../secrets";
import type { ValueMap } from "../value";
import { document, freeForm, list, struct } from "./build";
import { subnets } from "./legacy-cluster";
import { auditPolicy, componentImage, podSecurityConfiguration } from "./policies";
import type { GenerateRequest } from "./request";

const controlPlaneRole = "node-role.kubernetes.io/control-plane";
const excludeFromLoadBalancers = "node.kubernetes.io/exclude-from-external-load-balancers";
const flannelPort = 4789;

/** The Kubernetes documents of contract 1.14 that every machine has. */
export function nodeDocuments(request: GenerateRequest): ConfigDocument[] {
  const { kubernetesVersion, secrets, controlPlane, options } = request;
  const { pods, services, dnsDomain } = subnets(request);
  const ca = controlPlane ? { issuingCA: issuingCa(secrets.k8s) } : { acceptedCAs: [pem(secrets.k8s.crt)] };
  const port = options.kubePrismPort ?? 7445;
  return [
    document("KubeClusterConfig", { clusterName: request.clusterName, endpoint: request.endpoint }),
    nodeDocument(request),
    document("KubeletConfig", {
      image: componentImage("kubelet", kubernetesVersion),
      defaultRuntimeSeccompProfileEnabled: true,
    }),
    document("KubeNetworkConfig", { dnsDomain, podSubnets: pods, serviceSubnets: services }),
    document("KubeAPIServerCAConfig", ca),
    ...(port > 0 ? [document("KubePrismConfig", { port })] : []),
  ];
}

function nodeDocument({ controlPlane, options }: GenerateRequest): ConfigDocument {
  if (!controlPlane) return document("KubeNodeConfig", {});
  const labels = new Map([
    [controlPlaneRole, ""],
    [excludeFromLoadBalancers, ""],
  ]);
  const taints =
    options.allowSchedulingOnControlPlanes === true ? undefined : new Map([[controlPlaneRole, "NoSchedule"]]);
  return document("KubeNodeConfig", { labels, taints });
}

/** Those that control planes have besides. */
export function controlPlaneDocuments(request: GenerateRequest): ConfigDocument[] {
  const { kubernetesVersion, secrets, options } = request;
  const image = (name: string) => componentImage(`kube-${name}`, kubernetesVersion);
  const issuer = struct({ privateKey: pem(secrets.k8sServiceAccountKey), issuerURL: request.endpoint });
  return [
    document("KubeAggregatorCAConfig", { issuingCA: issuingCa(secrets.k8sAggregator) }),
    document("KubeAdmissionControlConfig", { configuration: podSecurityConfiguration() }, "PodSecurity"),
    document("KubeAuditPolicyConfig", { configuration: auditPolicy() }),
    document("KubeAuthenticationConfig", { configuration: authentication() }),
    document("KubeAuthorizerConfig", { type: "Node" }, "node"),
    document("KubeAuthorizerConfig", { type: "RBAC" }, "rbac"),
    document("KubeEtcdEncryptionConfig", { config: etcdEncryption(request) }),
    document("KubeServiceAccountConfig", { issuer }),
    document("KubeAPIServerConfig", {
      image: image("apiserver"),
      apiPort: options.localApiServerPort === 0 ? undefined : options.localApiServerPort,
      certExtraSANs: list(options.additionalSans),
    }),
    document("KubeControllerManagerConfig", { image: image("controller-manager") }),
    document("KubeSchedulerConfig", { image: image("scheduler") }),
    document("KubeProxyConfig", { image: image("proxy") }),
    ...networkAddOns(request),
  ];
}

function networkAddOns({ options }: GenerateRequest): ConfigDocument[] {
  const coreDns = document("KubeCoreDNSConfig", { enabled: true });
  const { cni } = options;
  if (cni === undefined || cni.name === "flannel") {
    return [document("KubeFlannelCNIConfig", { backendType: "vxlan", backendPort: flannelPort }), coreDns];
  }
  const manifests = (cni.urls ?? []).map((url, index) =>
    document("KubeExternalManifestConfig", { url }, index === 0 ? "custom-cni" : `custom-cni-${index}`),
  );
  return [coreDns, ...manifests];
}

function authentication(): ValueMap {
  const conditions = ["/livez", "/readyz", "/healthz"].map((path) => freeForm({ path }));
  return freeForm({ anonymous: freeForm({ conditions, enabled: true }), jwt: [] });
}

/** An old aescbc secret goes under a secretbox provider as well, with another key name: so does Talos. */
function etcdEncryption({ secrets }: GenerateRequest): ValueMap {
  const old = secrets.secretboxEncryptionSecret === "";
  const secret = old ? secrets.aescbcEncryptionSecret : secrets.secretboxEncryptionSecret;
  const key = freeForm({ name: old ? "key1" : "key2", secret });
  const provider = freeForm({ secretbox: freeForm({ keys: [key] }) });
  return freeForm({ resources: [freeForm({ providers: [provider], resources: ["secrets"] })] });
}

function issuingCa(pair: CertificateAndKey): ValueMap {
  return struct({ cert: pem(pair.crt), key: pem(pair.key) });
}

function pem(base64: string): string {
  return decodeBase64(base64) ?? base64;
}
