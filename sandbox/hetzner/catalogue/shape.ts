/** Locations, types, ISOs and prices as the API shows them. */
import type { World } from "../../world";
import type { Deprecation, Iso, LoadBalancerType, Location, LocationPrice, ServerType } from "../../world/catalogue";
import { timestamp, timestampOrNull } from "../timestamp";

/** The member `location` of an answer. */
export function locationShape(location: Location): unknown {
  const { id, name, description, country, city, latitude, longitude, networkZone } = location;
  return { id, name, description, country, city, latitude, longitude, network_zone: networkZone };
}

/** The location of this id, in full. */
export function locationById(world: World, id: number): unknown {
  const location = world.state.catalogue.locations.find((entry) => entry.id === id);
  return location === undefined ? null : locationShape(location);
}

/** The member `server_type` of an answer; sold out (a fault of door "stock") shows in its locations. */
export function serverTypeShape(world: World, type: ServerType): unknown {
  const { locations } = world.state.catalogue;
  return {
    id: type.id,
    name: type.name,
    description: type.description,
    category: type.category,
    cores: type.cores,
    memory: type.memoryGiB,
    disk: type.diskGiB,
    deprecated: type.deprecation !== null,
    deprecation: deprecationShape(type.deprecation),
    prices: type.prices.map(priceShape),
    storage_type: "local",
    cpu_type: type.cpuType,
    architecture: type.architecture,
    locations: type.locations.map((sold) => {
      const name = locations.find((entry) => entry.id === sold.locationId)?.name ?? "";
      return {
        id: sold.locationId,
        name,
        deprecation: deprecationShape(sold.deprecation),
        recommended: sold.recommended,
        available: sold.available && world.faults.peek("stock", type.name, name) === undefined,
      };
    }),
  };
}

/** The member `load_balancer_type` of an answer. */
export function loadBalancerTypeShape(type: LoadBalancerType): unknown {
  return {
    id: type.id,
    name: type.name,
    description: type.description,
    max_connections: type.maxConnections,
    max_services: type.maxServices,
    max_targets: type.maxTargets,
    max_assigned_certificates: type.maxAssignedCertificates,
    deprecated: timestampOrNull(type.deprecation?.announcedMs ?? null),
    deprecation: deprecationShape(type.deprecation),
    prices: type.prices.map(priceShape),
  };
}

/** The member `iso` of an answer. */
export function isoShape(iso: Iso): unknown {
  const { id, name, description, type, architecture, deprecation } = iso;
  return { id, name, description, type, deprecation: deprecationShape(deprecation), architecture };
}

function deprecationShape(deprecation: Deprecation | null): unknown {
  if (deprecation === null) return null;
  return {
    announced: timestamp(deprecation.announcedMs),
    unavailable_after: timestamp(deprecation.unavailableAfterMs),
  };
}

/** Hourly is monthly through 624 hours, rounded up at four places (facts, section 4). */
const billedHoursPerMonth = 624;

/** One entry of `prices`: hourly, monthly and traffic in one location. */
export function priceShape(price: LocationPrice): unknown {
  return {
    location: price.location,
    price_hourly: money(Math.ceil((price.monthlyNetEur / billedHoursPerMonth) * 10_000) / 10_000),
    price_monthly: money(price.monthlyNetEur),
    included_traffic: price.includedTrafficBytes,
    price_per_tb_traffic: money(price.perTbTrafficNetEur),
  };
}

/** VAT of a German private customer; the API shows the project's. */
export const vatPercent = 19;

/** A price as the API writes it: text with ten places, without and with VAT. */
export function money(netEur: number): { net: string; gross: string } {
  return { net: netEur.toFixed(10), gross: (netEur * (1 + vatPercent / 100)).toFixed(10) };
}
