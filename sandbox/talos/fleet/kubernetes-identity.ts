/** What Kubernetes is told of cluster and machine, drawn from their configuration. */
import type { CloudMachine, ClusterIdentity, KubeletFacts } from "../../kubernetes";
import { imageVersion, type NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { kubeletAddress } from "../machine/node-addresses";
import { systemUuid } from "../machine/system-uuid";
import { versionDetails } from "../machine/talos-version";
import type { Node } from "./fleet";
import { nodeMetadata } from "./node-metadata";
import { staticPods } from "./static-pods";

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
export function kubeletFacts(node: Node, settings: NodeSettings): KubeletFacts {
  const { machine } = node;
  const { image, world, server, isControlPlane } = machine;
  const details = versionDetails(image.talosVersion);
  const type = world.state.catalogue.serverTypes.find((candidate) => candidate.id === server.serverTypeId);
  const ip = kubeletAddress(machine.addresses, settings);
  const own = settings.node.arguments;
  return {
    nodeName: machine.nodeName,
    kubeletVersion: `v${imageVersion(settings.images.kubelet) ?? details.defaultKubernetes}`,
    isControlPlane,
    addresses: [
      ...(ip === undefined ? [] : [{ type: "InternalIP" as const, address: ip }]),
      { type: "Hostname", address: machine.nodeName },
    ],
    ...nodeMetadata(machine, settings),
    registeredLabels: own.labels,
    registeredTaints: own.taints,
    ...(own.providerId === "" ? {} : { providerId: own.providerId }),
    ...(own.maxPods === undefined ? {} : { maxPods: own.maxPods }),
    // hcloud's controller finds a server by the name of its node.
    ...(server.name === machine.nodeName ? { cloud: cloudMachine(machine) } : {}),
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
    staticPods: staticPods(node, settings),
    rotatesServerCertificates: settings.node.rotatesServerCertificates,
  };
}

function cloudMachine({ world, server, addresses }: TalosMachine): CloudMachine {
  const { serverTypes, locations } = world.state.catalogue;
  const type = serverTypes.find((candidate) => candidate.id === server.serverTypeId);
  const location = locations.find((candidate) => candidate.id === server.locationId);
  const external = addresses.find((address) => !address.isPrivate)?.ip;
  return {
    providerId: `hcloud://${server.id}`,
    labels: {
      "instance.hetzner.cloud/provided-by": "cloud",
      ...(type === undefined ? {} : { "node.kubernetes.io/instance-type": type.name }),
      ...(location === undefined ? {} : { "topology.kubernetes.io/region": location.name }),
    },
    ...(external === undefined ? {} : { externalAddress: external }),
    exists: () => world.state.servers.has(server.id),
  };
}
