/** Hetzner's locations, and the zone of private networks that each is in (https://docs.hetzner.com/cloud/general/locations). */
const ZONES: Readonly<Record<string, string>> = {
  fsn1: "eu-central",
  nbg1: "eu-central",
  hel1: "eu-central",
  ash: "us-east",
  hil: "us-west",
  sin: "ap-southeast",
};

/** All locations. */
export const LOCATIONS: readonly string[] = Object.keys(ZONES);

/** The zone of a location; undefined for one that is not known. */
export function zoneOf(location: string): string | undefined {
  return Object.hasOwn(ZONES, location) ? ZONES[location] : undefined;
}
