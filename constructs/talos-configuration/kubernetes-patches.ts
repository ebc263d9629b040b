import { accessPatches } from "./access-patches";
import { document, type Patch, present, when } from "./documents";
import type { ConfigurationTarget, KubernetesProps, OidcProps } from "./props";

const KUBERNETES_DOCUMENTS = 14;
const EXCLUDE_FROM_LOAD_BALANCERS = "node.kubernetes.io/exclude-from-external-load-balancers";
const CONTROL_PLANE_TAINT = "node-role.kubernetes.io/control-plane";
const REMOVE = { $patch: "delete" };

/**
 * What makes Kubernetes stand on the private network: Talos's own choice is the public one, which the firewall closes.
 * And what the user says of Kubernetes.
 */
export function kubernetesPatches(target: ConfigurationTarget, role: "control-plane" | "worker"): readonly Patch[] {
  const isNew = target.contractMinor >= KUBERNETES_DOCUMENTS;
  const common = isNew ? documents(target) : sections(target);
  if (role === "worker") return common;
  return [
    ...common,
    { cluster: { etcd: { advertisedSubnets: [target.ranges.controlPlane] } } },
    ...(isNew ? controlPlaneDocuments(target) : controlPlaneSections(target)),
    ...accessPatches(target.kubernetes, isNew),
  ];
}

function sections({ ranges, kubernetes, talos }: ConfigurationTarget): readonly Patch[] {
  const validSubnets = [ranges.controlPlane, ranges.worker];
  const kubelet = present({
    nodeIP: { validSubnets },
    extraArgs: kubeletArgs(kubernetes),
    extraConfig: kubernetes.kubeletConfig,
    extraMounts: talos.mounts?.map(({ source, destination, options = ["bind", "rshared", "rw"] }) => ({
      ...{ source, destination, type: "bind", options },
    })),
  });
  const network = present({
    dnsDomain: kubernetes.dnsDomain,
    podSubnets: [ranges.pods],
    serviceSubnets: [ranges.services],
  });
  return [{ machine: { kubelet }, cluster: { network, discovery: { enabled: true } } }];
}

function documents({ ranges, kubernetes }: ConfigurationTarget): readonly Patch[] {
  const validSubnets = [ranges.controlPlane, ranges.worker];
  const kubelet = present({ extraArgs: kubeletArgs(kubernetes), config: kubernetes.kubeletConfig });
  return [
    document("KubeNodeConfig", { nodeIP: { validSubnets } }),
    document(
      "KubeNetworkConfig",
      present({ dnsDomain: kubernetes.dnsDomain, podSubnets: [ranges.pods], serviceSubnets: [ranges.services] }),
    ),
    document("DiscoveryServiceConfig", { endpoint: "https://discovery.talos.dev/" }, "default"),
    ...(Object.keys(kubelet).length === 0 ? [] : [document("KubeletConfig", kubelet)]),
  ];
}

function kubeletArgs({ kubeletArgs: own, externalCloudProvider }: KubernetesProps): Patch | undefined {
  return externalCloudProvider === true ? { ...own, "cloud-provider": "external" } : own;
}

function controlPlaneSections(target: ConfigurationTarget): readonly Patch[] {
  const { kubernetes, ranges, cni, scheduleOnControlPlanes } = target;
  const extraArgs = { ...oidcArgs(kubernetes.oidc), ...kubernetes.apiServerArgs };
  const apiServer = present({
    certSANs: kubernetes.certSans,
    extraArgs: Object.keys(extraArgs).length === 0 ? undefined : extraArgs,
  });
  const isOurs = (cni.type ?? "flannel") === "flannel";
  const plugin = isOurs
    ? { name: "flannel", flannel: { extraArgs: [interfaceArgument(ranges.gateway)] } }
    : { name: "none" };
  const cluster = present({
    network: { cni: plugin },
    apiServer: Object.keys(apiServer).length === 0 ? undefined : apiServer,
    externalCloudProvider: kubernetes.externalCloudProvider === true ? { enabled: true } : undefined,
    controllerManager:
      kubernetes.externalCloudProvider === true ? { extraArgs: { "cloud-provider": "external" } } : undefined,
    allowSchedulingOnControlPlanes: scheduleOnControlPlanes ? true : undefined,
  });
  const labels = { machine: { nodeLabels: { [EXCLUDE_FROM_LOAD_BALANCERS]: REMOVE } } };
  return [{ cluster }, ...(scheduleOnControlPlanes ? [labels] : [])];
}

function controlPlaneDocuments({
  kubernetes,
  ranges,
  cni,
  scheduleOnControlPlanes,
}: ConfigurationTarget): readonly Patch[] {
  const { certSans, apiServerArgs, externalCloudProvider } = kubernetes;
  const apiServer = present({ certExtraSANs: certSans, extraArgs: apiServerArgs });
  const isOurs = (cni.type ?? "flannel") === "flannel";
  const scheduling = { labels: { [EXCLUDE_FROM_LOAD_BALANCERS]: REMOVE }, taints: { [CONTROL_PLANE_TAINT]: REMOVE } };
  return [
    ...(Object.keys(apiServer).length === 0 ? [] : [document("KubeAPIServerConfig", apiServer)]),
    ...when(kubernetes.oidc, (oidc) => document("KubeAuthenticationConfig", { configuration: authentication(oidc) })),
    isOurs
      ? document("KubeFlannelCNIConfig", { extraArgs: [interfaceArgument(ranges.gateway)] })
      : document("KubeFlannelCNIConfig", REMOVE),
    ...(scheduleOnControlPlanes ? [document("KubeNodeConfig", scheduling)] : []),
    ...(externalCloudProvider === true
      ? [document("KubeControllerManagerConfig", { extraArgs: { "cloud-provider": "external" } })]
      : []),
  ];
}

/** The interface by which the network's router is reached is the private one, whatever its name. */
function interfaceArgument(gateway: string): string {
  return `--iface-can-reach=${gateway}`;
}

function oidcArgs(oidc: OidcProps | undefined): Patch {
  if (oidc === undefined) return {};
  return present({
    "oidc-issuer-url": oidc.issuerUrl,
    "oidc-client-id": oidc.clientId,
    "oidc-username-claim": oidc.usernameClaim,
    "oidc-username-prefix": oidc.usernamePrefix,
    "oidc-groups-claim": oidc.groupsClaim,
    "oidc-groups-prefix": oidc.groupsPrefix,
  });
}

/** The whole document: Talos replaces what it generated. */
function authentication(oidc: OidcProps): Patch {
  const conditions = ["/livez", "/readyz", "/healthz"].map((path) => ({ path }));
  const claim = (name: string, prefix = "") => ({ claim: name, prefix });
  const groups = oidc.groupsClaim === undefined ? undefined : claim(oidc.groupsClaim, oidc.groupsPrefix);
  const claimMappings = present({ username: claim(oidc.usernameClaim ?? "sub", oidc.usernamePrefix), groups });
  return {
    anonymous: { enabled: true, conditions },
    jwt: [{ issuer: { url: oidc.issuerUrl, audiences: [oidc.clientId] }, claimMappings }],
  };
}
