import { type Api, type JsonObject, members } from "../api";
import { isCidr } from "../resources/address-checks";

/** A part of a network, by the network's id and a range: a subnet, or the destination of a route. */
export interface NetworkPart {
  readonly networkId: number;
  readonly range: string;
}

/** Reads `<network>-<range>`; undefined where it is none. */
export function networkPart(id: string): NetworkPart | undefined {
  const [, networkId, range] = /^(\d{1,15})-(.+)$/.exec(id) ?? [];
  return networkId === undefined || range === undefined || !isCidr(range)
    ? undefined
    : { networkId: Number(networkId), range };
}

/** Writes what {@link networkPart} reads. */
export function networkPartId({ networkId, range }: NetworkPart): string {
  return `${networkId}-${range}`;
}

/** Looks a part up in `list` of its network, by its range in `attribute`; undefined where either is gone. */
export async function findPart(
  api: Api,
  { networkId, range }: NetworkPart,
  list: "subnets" | "routes",
  attribute: string,
): Promise<JsonObject | undefined> {
  const network = await api.find(`/networks/${networkId}`, "network");
  return network === undefined ? undefined : members(network, list).find((part) => part[attribute] === range);
}

/** @throws RangeError before anything is asked, as the real provider does. */
export function refuseNoCidr(name: string, range: string): void {
  if (!isCidr(range)) throw new RangeError(`Cannot use "${range}" as "${name}": it is no CIDR`);
}
