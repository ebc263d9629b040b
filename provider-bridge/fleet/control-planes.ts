/** Where the control planes of a cluster are: found out, not configured, so that one more changes no other machine. */
import type { Hcloud } from "../clients/clients";
import { listServers, type Server } from "../clients/hcloud";
import { getResource, ipText, kinds, listResources, type TalosNode } from "../clients/talos";
import type { CallContext } from "../clients/transport";

/** A control plane and where it may be asked. */
export interface ControlPlane {
  readonly name: string;
  /** In the order in which they are tried. */
  readonly addresses: readonly string[];
}

/** Numbers of `machine.MachineType` that hold etcd: init and controlplane. */
const CONTROL_PLANE_TYPES = new Set([1, 2]);

/** What a machine's own discovery says. @throws TalosError */
export async function controlPlanesByMembers(node: TalosNode, context: CallContext): Promise<readonly ControlPlane[]> {
  const members = await listResources(node, kinds.member, context);
  return members.flatMap(({ id, spec }) => {
    if (!CONTROL_PLANE_TYPES.has(spec.machineType)) return [];
    const addresses = spec.addresses.map(ipText).filter((address) => address !== undefined);
    return [{ name: spec.hostname || id, addresses }];
  });
}

/** What Hetzner's labels say: servers of the cluster that are not said to be something else. @throws HcloudError */
export async function controlPlanesByLabels(
  { api }: Pick<Hcloud, "api">,
  cluster: string,
  context: CallContext,
): Promise<readonly ControlPlane[]> {
  const servers = await listServers(api, { cluster }, context);
  return servers
    .filter(({ labels }) => /^control-?plane$/.test(labels["role"] ?? "control-plane"))
    .map((server) => ({ name: server.name, addresses: addressesOf(server) }));
}

/** Where Hetzner says that a server answers. */
export function addressesOf({ ipv4, privateIps }: Server): readonly string[] {
  return [...(ipv4 === null ? [] : [ipv4]), ...privateIps];
}

/** The addresses of a machine itself, those of pods left out. @throws TalosError */
export async function ownAddresses(node: TalosNode, context: CallContext): Promise<readonly string[]> {
  const found =
    (await getResource(node, kinds.nodeAddress, "current-no-k8s", context)) ??
    (await getResource(node, kinds.nodeAddress, "current", context));
  return (found?.spec.addresses ?? []).map(ipText).filter((address) => address !== undefined);
}
