/** What private state remembers of control planes. Pure. */
import type { ControlPlane } from "../../fleet";
import type { Json } from "../../framework/contract/context";

/** Reads it; what is not as it should be is left out. */
export function rememberedControlPlanes(stored: Json | undefined): readonly ControlPlane[] {
  return Object.entries(objectOf(stored)).flatMap(([name, addresses]) => {
    if (!Array.isArray(addresses)) return [];
    const texts = addresses.filter((address): address is string => typeof address === "string");
    return texts.length === 0 ? [] : [{ name, addresses: texts }];
  });
}

/** The texts of a map; what is none is left out. */
export function rememberedTexts(stored: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (stored === undefined) return undefined;
  const entries = Object.entries(objectOf(stored)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

function objectOf(stored: Json | undefined): { readonly [key: string]: Json } {
  return typeof stored === "object" && stored !== null && !isList(stored) ? stored : {};
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
