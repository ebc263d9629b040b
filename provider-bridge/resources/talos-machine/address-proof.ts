/** Whether an address belongs to a server: Hetzner says so, or nothing is sent there. */
import type { Clients, Hcloud } from "../../clients/clients";
import { askBriefly, findServer, HcloudError, type Server } from "../../clients/hcloud";
import type { CallContext } from "../../clients/transport";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { parseIp } from "../../framework/formats/ip";
import { path } from "../../framework/values/path";
import type { Machine } from "./machine";

/** What of a machine has to do with its address. */
export type AddressedMachine = Pick<Machine, "name" | "serverId" | "endpoint" | "hasHetzner"> & {
  readonly clients: Pick<Clients, "clock"> & { hcloud(): Pick<Hcloud, "api"> };
};

/**
 * Asks Hetzner whether the machine's address is one of its server's.
 * @throws DiagnosticError where it is not, or where there is no token to ask with; HcloudError
 */
export async function proveAddress(machine: AddressedMachine, context: CallContext): Promise<void> {
  const { endpoint, serverId, name } = machine;
  if (!machine.hasHetzner) {
    throw new DiagnosticError(
      "Machine cannot be proven",
      `"${name}" has no configuration yet, so that nothing but Hetzner's API can say that "${endpoint}" is server ${serverId}. Set "hcloud_token" in the provider block, or the environment variable HCLOUD_TOKEN.`,
    );
  }
  const server = await serverOf(machine, context);
  if (server === undefined) {
    throw new DiagnosticError("Server does not exist", `Hetzner knows no server ${serverId}.`, {
      path: path("server_id"),
    });
  }
  if (isAddressOf(endpoint, server)) return;
  throw new DiagnosticError(
    "Address belongs to another machine",
    `Hetzner names ${addressList(server)} for server ${serverId} ("${server.name}"), and not "${endpoint}". Nothing was sent there. Give an address of this server as endpoint.`,
    { path: path("endpoint") },
  );
}

/** A server boots, and is attached to its private network, in less, milliseconds. */
const doubtMs = 60_000;

/**
 * What to call each time when nobody has answered: when that has lasted, whether somebody ever will is asked of Hetzner,
 * so that a wrong address is told now and not at the deadline. Hetzner being silent, too, changes nothing.
 * @throws DiagnosticError as {@link proveAddress} does
 */
export function doubt(machine: AddressedMachine): (context: CallContext) => Promise<void> {
  const { clock } = machine.clients;
  let sinceMs = clock.now();
  let isProven = !machine.hasHetzner;
  return async (context) => {
    if (isProven || clock.now() - sinceMs < doubtMs) return;
    try {
      await askBriefly(clock, context, (each) => proveAddress(machine, each));
      isProven = true;
    } catch (error) {
      if (!(error instanceof HcloudError)) throw error;
      sinceMs = clock.now();
    }
  };
}

/** The machine's server; undefined when Hetzner says that there is none. @throws HcloudError */
export function serverOf({ clients, serverId }: AddressedMachine, context: CallContext): Promise<Server | undefined> {
  return findServer(clients.hcloud().api, Number(serverId), context);
}

/** Whether Hetzner proves that a server is gone; false where that cannot be asked. */
export async function isServerGone(machine: AddressedMachine, context: CallContext): Promise<boolean> {
  if (!machine.hasHetzner) return false;
  try {
    const found = await askBriefly(machine.clients.clock, context, (each) => serverOf(machine, each));
    return found === undefined;
  } catch (error) {
    if (error instanceof HcloudError) return false;
    throw error;
  }
}

/** Whether an address is one of a server's: public, in its IPv6 network, or private. */
export function isAddressOf(address: string, { ipv4, ipv6Network, privateIps }: Server): boolean {
  if (address === ipv4 || privateIps.includes(address)) return true;
  return ipv6Network !== null && isWithin(address, ipv6Network);
}

function isWithin(address: string, network: string): boolean {
  const [base = "", length = "64"] = network.split("/");
  const [left, right] = [parseIp(address), parseIp(base)];
  if (!left.ok || !right.ok || left.value.version !== 6 || right.value.version !== 6) return false;
  const shift = BigInt(128 - Number(length));
  return left.value.bits >> shift === right.value.bits >> shift;
}

function addressList({ ipv4, ipv6Network, privateIps }: Server): string {
  const known = [ipv4, ipv6Network, ...privateIps].filter((address) => address !== null);
  return known.length === 0 ? "no address" : known.map((address) => `"${address}"`).join(", ");
}
