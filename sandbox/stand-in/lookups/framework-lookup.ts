/** How the newer half of the real provider looks things up: by exactly one of what it can be found by. */
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, members } from "../api";
import { exactlyOne } from "../resources/checks";
import { integer, text } from "../verbs/values";
import type { Found, VerbContext } from "../verbs/verbs";
import type { Lookup } from "./lookup";
import { listId } from "./sdk-lookup";

/** A kind of thing. */
export interface NewerKind {
  /** In paths, and in the answers to lists: `ssh_keys`. */
  readonly list: string;
  /** In the answer for one: `ssh_key`. */
  readonly one: string;
  /** What is told of one. */
  readonly found: (json: JsonObject) => Found;
  /** Attributes that find it, with the parameter of the list that each is. */
  readonly by: Readonly<Record<string, string>>;
  /** Attributes that hold a selector of labels. @default none */
  readonly selectors?: readonly string[];
  /** What is told of one that was found. @default nothing */
  readonly tell?: (json: JsonObject, context: VerbContext) => void;
}

/** One thing. Where a selector finds several, it is an error. */
export function findOne(kind: NewerKind): Lookup {
  return {
    checks: [exactlyOne("id", ...Object.keys(kind.by), ...(kind.selectors ?? []))],
    read: async (config, context) => {
      const json = await search(kind, config, context);
      kind.tell?.(json, context);
      return kind.found(json);
    },
  };
}

/** All things, or those a selector finds. */
export function findAll(kind: NewerKind, idOf: (ids: readonly number[]) => string = listId): Lookup {
  return {
    read: async (config, { api }) => {
      const selector = text(config, "with_selector");
      const all = await api.list(kind.list, selector === "" ? [] : [["label_selector", selector]]);
      return { id: idOf(all.map(({ id }) => Number(id))), [kind.list]: all.map((json) => asValue(kind.found(json))) };
    },
  };
}

/** A find as an object. */
export function asValue(found: Found): Value {
  return new Map(Object.entries(found));
}

/** @throws DiagnosticError where several were found, or none. */
export function only(one: string, found: readonly JsonObject[]): JsonObject {
  const [first, second] = found;
  if (first === undefined)
    throw new DiagnosticError(`Cannot find the ${one}`, "There is none like it in this project.");
  if (second === undefined) return first;
  throw new DiagnosticError(`More than one ${one} was found`, "Choose one by its id or name.");
}

async function search(kind: NewerKind, config: ValueMap, { api }: VerbContext): Promise<JsonObject> {
  const { list, one, by, selectors = [] } = kind;
  const id = integer(config, "id");
  if (id !== 0) {
    const found = await api.find(`/${list}/${id}`, one);
    return only(one, found === undefined ? [] : [found]);
  }
  for (const [name, parameter] of Object.entries(by)) {
    const value = text(config, name);
    if (value !== "") return only(one, members(await api.get(`/${list}`, [[parameter, value]]), list).slice(0, 1));
  }
  const selector = selectors.map((name) => text(config, name)).find((value) => value !== "") ?? "";
  return only(one, await api.list(list, [["label_selector", selector]]));
}
