import { listOf, recordOf } from "./project";

/** Something that is bought by the hour. */
export interface Purchase {
  readonly what: "server_types" | "load_balancer_types";
  readonly type: string;
  readonly count: number;
}

/** What some purchases cost for an hour each, gross, with an IPv4 address for each server. @throws RangeError for a type without a price. */
export function costOf(pricing: unknown, purchases: readonly Purchase[], location: string): number {
  const prices = recordOf(pricing);
  const hourly = (entry: unknown): number => {
    const price = listOf(recordOf(entry)["prices"]).find((each) => each["location"] === location);
    const gross = Number(recordOf(price?.["price_hourly"])["gross"]);
    if (!Number.isFinite(gross)) throw new RangeError(`Cannot tell the cost: there is no price for "${location}"`);
    return gross;
  };
  const address = hourly(listOf(prices["primary_ips"]).find(({ type }) => type === "ipv4"));
  return purchases.reduce((sum, { what, type, count }) => {
    const one = hourly(listOf(prices[what]).find(({ name }) => name === type));
    return sum + count * (one + (what === "server_types" ? address : 0));
  }, 0);
}
