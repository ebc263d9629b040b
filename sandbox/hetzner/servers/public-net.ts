/** The public interface that a new server gets: new addresses, given ones, or none. */
import type { Server, World } from "../../world";
import type { PrimaryIp } from "../../world/addresses";
import { ApiError, invalidInput } from "../api-error";
import { flag, integer } from "../field-values";
import { object, optional } from "../fields";
import { assignPrimaryIp, makePrimaryIp } from "../primary-ips/address";

/** The field `public_net` of a new server. */
export const publicNetFields = object({
  enable_ipv4: optional(flag),
  enable_ipv6: optional(flag),
  ipv4: optional(integer()),
  ipv6: optional(integer()),
});

/** For each family: an address that exists, "new", or undefined for none. */
export interface PublicNet {
  ipv4: PrimaryIp | "new" | undefined;
  ipv6: PrimaryIp | "new" | undefined;
}

/** @throws ApiError when a given address is not there, taken, of the other family or elsewhere. */
export function choosePublicNet(
  world: World,
  wanted: ReturnType<typeof publicNetFields> | undefined,
  locationId: number,
): PublicNet {
  const choose = (type: PrimaryIp["type"], enabled: boolean | undefined, id: number | undefined) => {
    if (enabled === false) return undefined;
    return id === undefined ? "new" : givenAddress(world, type, id, locationId);
  };
  return {
    ipv4: choose("ipv4", wanted?.enable_ipv4, wanted?.ipv4),
    ipv6: choose("ipv6", wanted?.enable_ipv6, wanted?.ipv6),
  };
}

/** Carries out the choice. Addresses that come with a server go with it. */
export function givePublicNet(world: World, server: Server, publicNet: PublicNet): void {
  for (const type of ["ipv4", "ipv6"] as const) {
    const choice = publicNet[type];
    if (choice === undefined) continue;
    const fresh = { type, locationId: server.locationId, autoDelete: true };
    assignPrimaryIp(world, choice === "new" ? makePrimaryIp(world, fresh) : choice, server);
  }
}

function givenAddress(world: World, type: PrimaryIp["type"], id: number, locationId: number): PrimaryIp {
  const address = world.state.primaryIps.get(id);
  if (address === undefined) throw invalidInput({ name: `public_net.${type}`, message: `primary IP ${id} not found` });
  if (address.type !== type)
    throw new ApiError("primary_ip_version_mismatch", `primary IP ${id} is no ${type} address`);
  if (address.assigneeId !== null) throw new ApiError("primary_ip_assigned", `primary IP ${id} is already assigned`);
  if (address.locationId !== locationId) {
    throw new ApiError("primary_ip_datacenter_mismatch", `primary IP ${id} is in another location than the server`);
  }
  return address;
}
