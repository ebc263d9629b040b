import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { type JsonObject, member, members } from "../api";
import type { VerbContext } from "./verbs";

/** What a server type that is no longer sold still does. */
const STAYS = "Servers that have it keep it. Choose another type, or change theirs.";

/** Images are offered this long after they were deprecated. */
const IMAGE_GRACE_MONTHS = 3;

/** How long a server type is sold, everywhere or in one location; undefined where nothing is said. */
interface Ending {
  readonly where: string;
  readonly afterMs: number;
  readonly day: string;
}

/** Where and until when a server type is sold: in one location, or in all of them if it ends in all. */
export function typeEnding(type: JsonObject, location: string): Ending | undefined {
  const places = members(type, "locations");
  const ends = places.map((place) => endOf(member(place, "deprecation"))).filter((end) => end !== undefined);
  if (ends.length > 0 && ends.length === places.length) {
    const [last] = [...ends].sort((left, right) => right.afterMs - left.afterMs);
    return last === undefined ? undefined : { ...last, where: "all locations" };
  }
  const place = places.find(({ name }) => name === location);
  const end = place === undefined ? undefined : endOf(member(place, "deprecation"));
  return end === undefined ? undefined : { ...end, where: `"${location}"` };
}

function endOf(deprecation: JsonObject): { readonly afterMs: number; readonly day: string } | undefined {
  const after = deprecation["unavailable_after"];
  return typeof after === "string" ? { afterMs: Date.parse(after), day: after.slice(0, 10) } : undefined;
}

/** Warns of a server type that ends. @throws DiagnosticError for one that has ended. */
export function refuseEndedType(type: JsonObject, location: string, { warn, nowMs }: VerbContext): void {
  const ending = typeEnding(type, location);
  if (ending === undefined) return;
  const named = `Server type "${String(type["name"])}"`;
  if (nowMs() > ending.afterMs) throw new DiagnosticError(`${named} is no longer sold in ${ending.where}`, STAYS);
  warn(`${named} is deprecated in ${ending.where}`, `It is sold until ${ending.day}. ${STAYS}`);
}

/** When an image is no longer offered; undefined for one that is not deprecated. */
export function imageEndMs(image: JsonObject): number | undefined {
  const deprecated = image["deprecated"];
  if (typeof deprecated !== "string") return undefined;
  const end = new Date(deprecated);
  end.setUTCMonth(end.getUTCMonth() + IMAGE_GRACE_MONTHS);
  return end.getTime();
}

/** Warns of an image that ends. @throws DiagnosticError for one that has ended. */
export function refuseEndedImage(image: JsonObject, { warn, nowMs }: VerbContext): void {
  const endMs = imageEndMs(image);
  if (endMs === undefined) return;
  const named = `Image "${String(image["name"])}"`;
  if (nowMs() > endMs) throw new DiagnosticError(`${named} is no longer offered`, "Choose a newer image.");
  warn(`${named} is deprecated`, `It is offered until ${new Date(endMs).toISOString().slice(0, 10)}.`);
}
