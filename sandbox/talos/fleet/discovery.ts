/** How machines find one another: the discovery service, the cluster's endpoint, and what Kubernetes tells behind it. */
import type { TalosMachine } from "../machine/machine";
import { kubeletAddress } from "../machine/node-addresses";
import { dial, hostAndPort } from "./dialing";
import type { Fleet } from "./fleet";

/** The machines that this one knows of, itself included: those that tell the same discovery service of the same cluster. */
export function membersSeenBy(fleet: Fleet, machine: TalosMachine): TalosMachine[] {
  const own = machine.settings;
  if (own === undefined) return [];
  if (!own.discovery.service || isCutOff(fleet, machine)) return [machine];
  return fleet.machines().filter((other) => {
    if (other === machine) return true;
    const { settings } = other;
    if (settings === undefined || !settings.discovery.service || isCutOff(fleet, other)) return false;
    return settings.cluster.id === own.cluster.id && settings.cluster.secret === own.cluster.secret;
  });
}

/** The other control planes that this machine gets through to on a port, however it has heard of them. */
export function controlPlanesReachedBy(fleet: Fleet, machine: TalosMachine, port: number): TalosMachine[] {
  const found = new Set<TalosMachine>();
  for (const other of membersSeenBy(fleet, machine)) {
    if (other === machine || !other.isControlPlane) continue;
    if (other.addresses.some(({ ip }) => dial(fleet, machine, ip, port) === other)) found.add(other);
  }
  for (const ip of addressesToldByKubernetes(fleet, machine)) {
    const other = dial(fleet, machine, ip, port);
    if (other !== undefined && other !== machine && other.isControlPlane) found.add(other);
  }
  const endpoint = hostAndPort(machine.settings?.cluster.endpoint ?? "");
  const behind = endpoint === undefined ? undefined : dial(fleet, machine, endpoint.host, port);
  if (behind !== undefined && behind !== machine && behind.isControlPlane) found.add(behind);
  return [...found];
}

/** The endpoints of the service "kubernetes": addresses of nodes with an API server, asked of the cluster's endpoint. */
function addressesToldByKubernetes(fleet: Fleet, machine: TalosMachine): string[] {
  const own = machine.settings?.cluster;
  const endpoint = hostAndPort(own?.endpoint ?? "");
  const behind = endpoint === undefined ? undefined : dial(fleet, machine, endpoint.host, endpoint.port);
  const asked = behind === undefined ? undefined : fleet.nodeOf(behind);
  const isKnown = behind?.settings?.cluster.ca.certificatePem === own?.ca.certificatePem;
  if (asked?.api === undefined || asked.cluster === undefined || !isKnown) return [];
  return [...fleet.nodes.values()].flatMap(({ machine: other, api, cluster }) => {
    if (api === undefined || cluster !== asked.cluster || other.settings === undefined) return [];
    return kubeletAddress(other.addresses, other.settings) ?? [];
  });
}

/** The fault "discovery" of the door "talos" keeps a machine from the discovery service. */
function isCutOff(fleet: Fleet, machine: TalosMachine): boolean {
  return fleet.world.faults.peek("talos", "discovery", machine.server.name) !== undefined;
}
