/** What Kubernetes is told of cluster and machine, drawn from their configuration. */
import type { ClusterIdentity, KubeletFacts, StaticPod } from "../../kubernetes";
import { imageVersion, type NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { kubeletAddress } from "../machine/node-addresses";
import { systemUuid } from "../machine/system-uuid";
import { versionDetails } from "../machine/talos-version";

const mebibytesPerGiB = 1024;
const bytesPerGiB = 1024 ** 3;

/** The cluster as this control plane's configuration has it. */
export function clusterIdentity(machine: TalosMachine): ClusterIdentity {
  const { settings } = machine;
  if (settings === undefined)
    throw new RangeError(`Cannot describe the cluster of "${machine.server.name}": it has no configuration`);
  const { cluster, images } = settings;
  const { aggregatorCa, bootstrapToken } = cluster;
  return {
    ca: cluster.ca,
    ...(aggregatorCa.certificatePem === "" ? {} : { aggregatorCa }),
    serviceAccountKeyPem: cluster.serviceAccountKeyPem,
    kubernetesVersion: `v${imageVersion(images.apiServer) ?? versionDetails(machine.image.talosVersion).defaultKubernetes}`,
    dnsDomain: cluster.dnsDomain,
    podSubnets: cluster.podSubnets,
    serviceSubnets: cluster.serviceSubnets,
    ...(bootstrapToken === "" ? {} : { bootstrapToken }),
    controlPlaneEndpoint: cluster.endpoint,
    clusterName: cluster.name,
  };
}

/** The machine as its kubelet tells it. */
export function kubeletFacts(machine: TalosMachine, settings: NodeSettings): KubeletFacts {
  const { image, world, server, isControlPlane } = machine;
  const details = versionDetails(image.talosVersion);
  const type = world.state.catalogue.serverTypes.find((candidate) => candidate.id === server.serverTypeId);
  const ip = kubeletAddress(machine.addresses, settings);
  return {
    nodeName: machine.nodeName,
    kubeletVersion: `v${imageVersion(settings.images.kubelet) ?? details.defaultKubernetes}`,
    isControlPlane,
    addresses: [
      ...(ip === undefined ? [] : [{ type: "InternalIP" as const, address: ip }]),
      { type: "Hostname", address: machine.nodeName },
    ],
    labels: { ...(isControlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}), ...settings.node.labels },
    annotations: settings.node.annotations,
    taints: taintsOf(settings),
    hasExternalCloudProvider: settings.cluster.hasExternalCloudProvider,
    osImage: `Talos (${image.talosVersion})`,
    kernelVersion: `${details.kernel}-talos`,
    containerRuntimeVersion: `containerd://${details.containerd}`,
    architecture: image.architecture,
    machineId: machine.installation.id.repeat(2),
    systemUuid: systemUuid(server.id),
    bootId: machine.bootId,
    cpus: type?.cores ?? 2,
    memoryMiB: (type?.memoryGiB ?? 4) * mebibytesPerGiB,
    diskGiB: Math.floor(world.disks.open(server.diskId).sizeBytes / bytesPerGiB),
    staticPods: isControlPlane ? staticPods(machine, settings) : [],
    rotatesServerCertificates: settings.node.rotatesServerCertificates,
  };
}

/** Those of the configuration; a control plane of the older layout is tainted unless it says otherwise. */
function taintsOf(settings: NodeSettings): KubeletFacts["taints"] {
  const own = Object.entries(settings.node.taints).map(([key, text]) => {
    const [effect = "", value] = text.split(":").reverse();
    return value === undefined || value === "" ? { key, effect } : { key, value, effect };
  });
  if (settings.node.isSchedulingAllowed) return own;
  return [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }, ...own];
}

function staticPods(machine: TalosMachine, { images }: NodeSettings): StaticPod[] {
  const version = versionDetails(machine.image.talosVersion).defaultKubernetes;
  const pod = (name: string, image: string): StaticPod => ({
    name,
    namespace: "kube-system",
    image: image === "" ? `registry.k8s.io/${name}:v${version}` : image,
    labels: { "k8s-app": name, tier: "control-plane", "app.kubernetes.io/name": name },
    annotations: { "talos.dev/config-version": "1" },
  });
  return [
    pod("kube-apiserver", images.apiServer),
    pod("kube-controller-manager", images.controllerManager),
    pod("kube-scheduler", images.scheduler),
  ];
}
