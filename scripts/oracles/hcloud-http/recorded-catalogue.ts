/** The recording's catalogue (locations, types, ISOs) as the sandbox's. */
import type {
  Catalogue,
  Deprecation,
  Iso,
  LoadBalancerType,
  Location,
  LocationPrice,
  ServerType,
} from "../../../sandbox/world/catalogue";
import type { Json } from "./json";

/** All of it. */
export function catalogueOf(recorded: Json): Catalogue {
  return {
    locations: recorded.get("locations").list().map(locationOf),
    serverTypes: recorded.get("server_types").list().map(serverTypeOf),
    loadBalancerTypes: recorded.get("load_balancer_types").list().map(loadBalancerTypeOf),
    isos: recorded.get("isos").list().map(isoOf),
  };
}

function locationOf(location: Json): Location {
  return {
    id: location.get("id").number(),
    name: location.get("name").text(),
    description: location.get("description").text(),
    country: location.get("country").text(),
    city: location.get("city").text(),
    latitude: location.get("latitude").number(),
    longitude: location.get("longitude").number(),
    networkZone: location.get("network_zone").text(),
  };
}

function serverTypeOf(type: Json): ServerType {
  return {
    id: type.get("id").number(),
    name: type.get("name").text(),
    description: type.get("description").text(),
    category: type.get("category").text(),
    cores: type.get("cores").number(),
    memoryGiB: type.get("memory").number(),
    diskGiB: type.get("disk").number(),
    cpuType: "shared",
    architecture: architectureOf(type),
    deprecation: deprecationOf(type.get("deprecation")),
    locations: type
      .get("locations")
      .list()
      .map((sold) => ({
        locationId: sold.get("id").number(),
        deprecation: deprecationOf(sold.get("deprecation")),
        recommended: sold.get("recommended").flag(),
        available: sold.get("available").flag(),
      })),
    prices: type.get("prices").list().map(priceOf),
  };
}

function loadBalancerTypeOf(type: Json): LoadBalancerType {
  return {
    id: type.get("id").number(),
    name: type.get("name").text(),
    description: type.get("description").text(),
    maxConnections: type.get("max_connections").number(),
    maxServices: type.get("max_services").number(),
    maxTargets: type.get("max_targets").number(),
    maxAssignedCertificates: type.get("max_assigned_certificates").number(),
    deprecation: deprecationOf(type.get("deprecation")),
    prices: type.get("prices").list().map(priceOf),
  };
}

function isoOf(iso: Json): Iso {
  return {
    id: iso.get("id").number(),
    name: iso.get("name").text(),
    description: iso.get("description").text(),
    type: "public",
    architecture: architectureOf(iso),
    deprecation: null,
  };
}

/** "x86" where nothing else is said. */
export function architectureOf(json: Json): "x86" | "arm" {
  return json.get("architecture").text() === "arm" ? "arm" : "x86";
}

function deprecationOf(json: Json): Deprecation | null {
  if (json.isNull) return null;
  return { announcedMs: json.get("announced").time(), unavailableAfterMs: json.get("unavailable_after").time() };
}

function priceOf(json: Json): LocationPrice {
  return {
    location: json.get("location").text(),
    monthlyNetEur: Number(json.get("price_monthly").get("net").text()),
    includedTrafficBytes: json.get("included_traffic").number(),
    perTbTrafficNetEur: Number(json.get("price_per_tb_traffic").get("net").text()),
  };
}
