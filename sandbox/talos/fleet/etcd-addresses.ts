/** Where etcd of a machine is, and who gets through to it. */
import type { TalosMachine } from "../machine/machine";
import { etcdAddress, etcdListens } from "../machine/node-addresses";
import { dial } from "./dialing";
import type { Fleet } from "./fleet";

/** etcd's port for clients. */
export const clientPort = 2379;
const peerPort = 2380;

/** The address under which a machine's etcd is told to others. */
export function ownAddress(machine: TalosMachine): string | undefined {
  return machine.settings === undefined ? undefined : etcdAddress(machine.addresses, machine.settings);
}

/** Whether two machines' etcd get through to each other: under the addresses that they tell, where they listen. */
export function etcdLinks(fleet: Fleet, a: TalosMachine, b: TalosMachine): boolean {
  return reachesPeer(fleet, a, b) && reachesPeer(fleet, b, a);
}

function reachesPeer(fleet: Fleet, from: TalosMachine, to: TalosMachine): boolean {
  const ip = ownAddress(to);
  if (ip === undefined || to.settings === undefined || !etcdListens(to.addresses, to.settings, ip)) return false;
  return dial(fleet, from, ip, peerPort) === to;
}

/** The URLs that a member tells. */
export function urlsOf(ip: string): { peerUrls: string[]; clientUrls: string[] } {
  return { peerUrls: [`https://${ip}:${peerPort}`], clientUrls: [`https://${ip}:${clientPort}`] };
}
