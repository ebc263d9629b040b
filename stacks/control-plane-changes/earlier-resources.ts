import { existsSync, readFileSync } from "node:fs";
import type { Resources } from "./changes";

/** Where a stack may have left what it was: absolute paths. */
export interface EarlierPlaces {
  /** Its local state; undefined where the state is elsewhere. */
  readonly state: string | undefined;
  /** The JSON that was synthesised the last time. */
  readonly json: string;
}

/**
 * The resources of a stack as they were: from its local state, or where that is elsewhere from the JSON of the last synth
 * into the same folder. Empty where neither is there or can be read: whoever runs Terraform will be told then.
 */
export function earlierResources({ state, json }: EarlierPlaces): Resources {
  return state === undefined ? resourcesOf(parsed(json)) : ofState(parsed(state));
}

function parsed(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function ofState(state: unknown): Resources {
  const resources = listOf(member(state, "resources")).filter((each) => member(each, "mode") === "managed");
  return new Map(
    resources.flatMap((each) => {
      const attributes = member(listOf(member(each, "instances"))[0], "attributes");
      const address = `${String(member(each, "type"))}.${String(member(each, "name"))}`;
      return isObject(attributes) ? [[address, attributes] as const] : [];
    }),
  );
}

/** The resources of a stack's JSON, or of a part of it. */
export function resourcesOf(json: unknown): Resources {
  const types = entriesOf(member(json, "resource"));
  return new Map(
    types.flatMap(([type, things]) =>
      entriesOf(things).flatMap(([name, attributes]) =>
        isObject(attributes) ? [[`${type}.${name}`, attributes] as const] : [],
      ),
    ),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}
