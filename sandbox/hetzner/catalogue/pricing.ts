/** The price list. */
import type { World } from "../../world";
import { money, priceShape, vatPercent } from "./shape";

/** Net EUR per month; the floating IP's is of before 2026, the snapshot's is presumed (facts, section 4). */
const monthly = {
  primaryIpv4: 0.5,
  primaryIpv6: 0,
  floatingIpv4: 3,
  floatingIpv6: 1,
  imagePerGb: 0.0143,
  volumePerGb: 0.0572,
};
const hoursPerMonth = 624;

/** The member `pricing` of an answer; prices are text, net and gross. */
export function pricing(world: World): unknown {
  const { locations, serverTypes, loadBalancerTypes } = world.state.catalogue;
  const perLocation = (netEur: number, hourly: boolean) =>
    locations.map(({ name }) => ({
      location: name,
      ...(hourly ? { price_hourly: money(netEur / hoursPerMonth) } : {}),
      price_monthly: money(netEur),
    }));
  return {
    currency: "EUR",
    vat_rate: vatPercent.toFixed(6),
    primary_ips: [
      { type: "ipv4", prices: perLocation(monthly.primaryIpv4, true) },
      { type: "ipv6", prices: perLocation(monthly.primaryIpv6, true) },
    ],
    // Never fewer rows than primary_ips: hcloud-go crashes on that.
    floating_ips: [
      { type: "ipv4", prices: perLocation(monthly.floatingIpv4, false) },
      { type: "ipv6", prices: perLocation(monthly.floatingIpv6, false) },
    ],
    floating_ip: { price_monthly: money(monthly.floatingIpv4) },
    image: { price_per_gb_month: money(monthly.imagePerGb) },
    volume: { price_per_gb_month: money(monthly.volumePerGb) },
    server_backup: { percentage: "20.000000" },
    server_types: serverTypes.map(({ id, name, prices }) => ({ id, name, prices: prices.map(priceShape) })),
    load_balancer_types: loadBalancerTypes.map(({ id, name, prices }) => ({
      id,
      name,
      prices: prices.map(priceShape),
    })),
  };
}
