/** Where a temporary server can be made: server types and locations in the order in which they are tried. Pure. */
import type { HcloudArchitecture, ServerType, ServerTypeOffer } from "../../clients/hcloud";
import type { Architecture } from "./identity";

/** What the user asks for. */
export interface CandidateHints {
  readonly architecture: Architecture;
  /** In order; null for the cheapest. */
  readonly serverTypes: readonly string[] | null;
  /** In order; null for all. */
  readonly locations: readonly string[] | null;
  /** A snapshot only fits disks at least as large as that of its source, GiB. */
  readonly maxDiskGiB: number;
}

/** One try. */
export interface Candidate {
  readonly serverType: string;
  readonly location: string;
}

/** What can be tried, and why the rest cannot. */
export interface Candidates {
  readonly usable: readonly Candidate[];
  /** Could be tried if they were in stock: that may be different at apply. */
  readonly outOfStock: readonly Candidate[];
  /** Sentences, one for each type that can never be used. */
  readonly problems: readonly string[];
}

/** Hetzner's word for an architecture. */
export function hcloudArchitecture(architecture: Architecture): HcloudArchitecture {
  return architecture === "arm64" ? "arm" : "x86";
}

/** Sorts the catalogue by what the user asks for. */
export function candidates(catalogue: readonly ServerType[], hints: CandidateHints, nowMs: number): Candidates {
  const { serverTypes, architecture, maxDiskGiB } = hints;
  const problems: string[] = [];
  const types = serverTypes === null ? fitting(catalogue, hints) : named(catalogue, serverTypes, hints, problems);
  const offers = types.flatMap((type) => offersOf(type, hints, nowMs).map((offer) => ({ type, offer })));
  if (serverTypes === null) offers.sort((left, right) => price(left.offer) - price(right.offer));
  for (const type of types) {
    if (serverTypes !== null && !offers.some((each) => each.type === type)) problems.push(nowhere(type, hints));
  }
  if (types.length === 0 && serverTypes === null) {
    problems.push(`No server type for "${architecture}" has a disk of at most ${maxDiskGiB} GiB`);
  } else if (offers.length === 0 && serverTypes === null) {
    problems.push(`No server type for "${architecture}" is sold in ${listed(hints.locations ?? [])}`);
  }
  const tried = offers.map(({ type, offer }) => ({ serverType: type.name, location: offer.location, offer }));
  const pick = (available: boolean) =>
    tried
      .filter(({ offer }) => offer.available === available)
      .map(({ serverType, location }) => ({ serverType, location }));
  return { usable: pick(true), outOfStock: pick(false), problems };
}

function fitting(catalogue: readonly ServerType[], { architecture, maxDiskGiB }: CandidateHints): ServerType[] {
  const wanted = hcloudArchitecture(architecture);
  return catalogue.filter((type) => type.architecture === wanted && type.diskGiB <= maxDiskGiB);
}

function named(
  catalogue: readonly ServerType[],
  names: readonly string[],
  { architecture, maxDiskGiB }: CandidateHints,
  problems: string[],
): ServerType[] {
  return names.flatMap((name) => {
    const type = catalogue.find((each) => each.name === name);
    if (type === undefined) problems.push(`There is no server type "${name}"`);
    else if (type.architecture !== hcloudArchitecture(architecture)) {
      problems.push(`Server type "${name}" is not "${architecture}"`);
    } else if (type.diskGiB > maxDiskGiB) {
      problems.push(
        `Server type "${name}" has a disk of ${type.diskGiB} GiB, more than max_disk_gib (${maxDiskGiB}): the snapshot would not fit smaller servers`,
      );
    } else return [type];
    return [];
  });
}

/** In the user's order of locations; what cannot be ordered any more is left out. */
function offersOf(type: ServerType, { locations }: CandidateHints, nowMs: number): ServerTypeOffer[] {
  const sold = type.offers.filter(
    ({ unavailableAfter }) => unavailableAfter === null || Date.parse(unavailableAfter) > nowMs,
  );
  if (locations === null) return sold;
  return locations.flatMap((location) => sold.filter((offer) => offer.location === location));
}

function nowhere(type: ServerType, { locations }: CandidateHints): string {
  const where = locations === null ? "anywhere any more" : `in ${listed(locations)}`;
  return `Server type "${type.name}" cannot be ordered ${where}; it exists in ${listed(type.offers.map(({ location }) => location))}`;
}

function price({ pricePerHour, pricePerMonth }: ServerTypeOffer): number {
  return pricePerHour ?? (pricePerMonth ?? Number.MAX_VALUE) / 720;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
