/** How the older half of the real provider looks things up: by id, by name, by a selector of labels. */
import { createHash } from "node:crypto";
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, members } from "../api";
import { flag, integer, text, texts } from "../verbs/values";
import type { Found, VerbContext } from "../verbs/verbs";
import type { Lookup } from "./lookup";

/** A kind of thing. */
export interface Kind {
  /** In paths, and in the answers to lists: `firewalls`. */
  readonly list: string;
  /** In the answer for one: `firewall`. */
  readonly one: string;
  /** What is told of one. */
  readonly found: (json: JsonObject) => Found;
  /** Whether a name that is a number is tried as an id first. @default false */
  readonly isNameOrId?: boolean;
}

/** One thing. Where a selector finds several, it is an error, unless the most recent is asked for. */
export function lookUpOne(kind: Kind): Lookup {
  return { read: async (config, context) => kind.found(await one(kind, config, context)) };
}

/** All things that a selector finds, or all; in an attribute named as the list. */
export function lookUpAll(kind: Kind): Lookup {
  return {
    read: async (config, context) => {
      const all = await selected(kind, config, context);
      return {
        id: listId(all.map(({ id }) => Number(id))),
        [kind.list]: all.map((each) => nested(kind.found(each))),
      };
    },
  };
}

/** The id of a list: it changes with what is in it. */
export function listId(ids: readonly number[]): string {
  return createHash("sha1").update(ids.join("")).digest("hex");
}

/** An object within a list, where the older SDK knows no null: numbers are 0, texts are empty. */
function nested(found: Found): Value {
  const isNumber = (name: string) => name === "server_id" || name === "network_id";
  return new Map<string, Value>(
    Object.entries(found).map(([name, value]) => [name, value ?? (isNumber(name) ? 0 : "")]),
  );
}

async function one(kind: Kind, config: ValueMap, context: VerbContext): Promise<JsonObject> {
  const { api } = context;
  const [id, name] = [integer(config, "id"), text(config, "name")];
  if (id !== 0) return (await api.find(`/${kind.list}/${id}`, kind.one)) ?? missing(kind, `the id ${id}`);
  if (name !== "") return (await named(kind, name, context)) ?? missing(kind, `the name "${name}"`);
  const selector = selectorOf(config);
  if (selector === "") {
    throw new DiagnosticError(`Which ${kind.one}?`, 'Set "id", "name" or "with_selector" to look it up.');
  }
  const [first, second] = await selected(kind, config, context);
  if (second !== undefined && !flag(config, "most_recent")) {
    throw new DiagnosticError(
      `More than one ${kind.one} was found`,
      `The selector "${selector}" finds several; choose one by its id or name.`,
    );
  }
  return first ?? missing(kind, `the selector "${selector}"`);
}

async function named(kind: Kind, name: string, { api }: VerbContext): Promise<JsonObject | undefined> {
  if (kind.isNameOrId === true) return api.findByIdOrName(kind.list, kind.one, name);
  return members(await api.get(`/${kind.list}`, [["name", name]]), kind.list)[0];
}

/** The newest first, where the most recent is asked for. */
async function selected(kind: Kind, config: ValueMap, { api }: VerbContext): Promise<readonly JsonObject[]> {
  const selector = selectorOf(config);
  const found = await api.list(kind.list, [
    ...(selector === "" ? [] : [["label_selector", selector] as const]),
    ...texts(config.get("with_status")).map((status) => ["status", status] as const),
  ]);
  if (!flag(config, "most_recent")) return found;
  const created = (json: JsonObject) => Date.parse(String(json["created"]));
  return [...found].sort((left, right) => created(right) - created(left));
}

/** `selector` is the older name, where there is one. */
function selectorOf(config: ValueMap): string {
  return text(config, "with_selector") || text(config, "selector");
}

function missing(kind: Kind, what: string): never {
  throw new DiagnosticError(`Cannot find the ${kind.one}`, `There is none with ${what} in this project.`);
}
