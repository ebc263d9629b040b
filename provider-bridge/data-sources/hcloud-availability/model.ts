/** Server types by location as rows. Pure. */
import type { ServerType } from "../../clients/hcloud";

/** Which rows are asked for; null: all. */
export interface OfferFilter {
  readonly serverTypes: readonly string[] | null;
  readonly locations: readonly string[] | null;
  readonly architecture: string | null;
  readonly availableOnly: boolean;
}

/** A server type in a location. */
export interface Offer {
  readonly server_type: string;
  readonly location: string;
  readonly available: boolean;
  readonly deprecated_since: string | null;
  readonly unavailable_after: string | null;
  readonly price_monthly_net: number | null;
  readonly price_hourly_net: number | null;
  readonly architecture: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly disk_gib: number;
}

/** The rows that fit, cheapest first, then by type and location. */
export function offersThatFit(catalogue: readonly ServerType[], filter: OfferFilter): readonly Offer[] {
  return catalogue
    .flatMap(offersOf)
    .filter(({ server_type }) => filter.serverTypes?.includes(server_type) ?? true)
    .filter(({ location }) => filter.locations?.includes(location) ?? true)
    .filter(({ architecture }) => filter.architecture === null || architecture === filter.architecture)
    .filter(({ available }) => available || !filter.availableOnly)
    .sort((left, right) => price(left) - price(right) || compare(left, right));
}

/** Names that the filter asks for and the catalogue does not have: [attribute, name]. */
export function unknownNames(catalogue: readonly ServerType[], filter: OfferFilter): readonly [string, string][] {
  const types = new Set(catalogue.map(({ name }) => name));
  const places = new Set(catalogue.flatMap(({ offers }) => offers.map(({ location }) => location)));
  const missing = (attribute: string, names: readonly string[] | null, known: ReadonlySet<string>) =>
    (names ?? []).filter((name) => !known.has(name)).map((name): [string, string] => [attribute, name]);
  return [...missing("server_types", filter.serverTypes, types), ...missing("locations", filter.locations, places)];
}

function offersOf({ name, architecture, cores, memoryGiB, diskGiB, offers }: ServerType): readonly Offer[] {
  return offers.map((offer) => ({
    server_type: name,
    location: offer.location,
    available: offer.available,
    deprecated_since: offer.deprecatedSince,
    unavailable_after: offer.unavailableAfter,
    price_monthly_net: offer.pricePerMonth,
    price_hourly_net: offer.pricePerHour,
    architecture: architecture === "arm" ? "arm64" : "amd64",
    cores,
    memory_gib: memoryGiB,
    disk_gib: diskGiB,
  }));
}

function price({ price_monthly_net }: Offer): number {
  return price_monthly_net ?? Number.MAX_VALUE;
}

function compare(left: Offer, right: Offer): number {
  const [a, b] = [left, right].map(({ server_type, location }) => `${server_type} ${location}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
