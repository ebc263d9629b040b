/** What private state remembers of a machine and its control planes. Pure. */
import type { ControlPlane } from "../../fleet";
import type { Json } from "../../framework/contract/context";
import type { Boot } from "./machine-facts";

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

/** The boot in which a machine was seen last; undefined where that is not known. */
export function rememberedBoot(stored: Json | undefined): Boot | undefined {
  const { since, version, schematicId = null, instanceId } = objectOf(stored);
  if (typeof since !== "string" || typeof version !== "string" || typeof instanceId !== "string") return undefined;
  if (schematicId !== null && typeof schematicId !== "string") return undefined;
  return { since, version, schematicId, instanceId };
}

/** The same, to be kept. */
export function bootToRemember({ since, version, schematicId, instanceId }: Boot): Json {
  return { since, version, schematicId, instanceId };
}

function objectOf(stored: Json | undefined): { readonly [key: string]: Json } {
  return typeof stored === "object" && stored !== null && !isList(stored) ? stored : {};
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
