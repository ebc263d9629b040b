import { changed, gone } from "../../provider-bridge/framework/contract/read-result";
import type { Resource } from "../../provider-bridge/framework/contract/resource";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import type { Value, ValueMap } from "../../provider-bridge/framework/values/value";
import { Api } from "./api";
import { planFramework } from "./plan-framework";
import { TABLE } from "./resources";
import { refuseMissing } from "./resources/required";
import { loadSchema } from "./schema/load-schema";
import type { PublishedSchema } from "./schema/published-schema";
import type { Settings } from "./settings";
import { VERBS } from "./verbs";

/** A resource type of the table, or one that says that it is missing. */
export function standInResource(
  name: string,
  published: PublishedSchema,
  settings: () => Settings | undefined,
): Resource {
  const schema = loadSchema(published);
  const row = TABLE[name];
  const refuse = () => Promise.reject(notPlayed(name));
  return {
    schema,
    identity: undefined,
    timeouts: undefined,
    ...appliedBy(name, settings),
    importState: refuse,
    upgradeState: new Map(
      versionsBefore(schema.version).map((version) => [
        version,
        { prior: schema, upgrade: async (stored) => withTimestamps(stored) },
      ]),
    ),
    moveState: [],
    upgradeIdentity: new Map(),
    validate: async (config, context) => {
      refuseMissing(schema, config, context.diagnostics);
      if (!(config instanceof Map)) return;
      for (const check of row?.checks ?? []) check(config, context);
    },
    modifyPlan: async ({ config, state, plan, requireReplace }) => {
      if (row === undefined) throw notPlayed(name);
      if (plan === null) return null;
      const planned = planFramework(schema, row, config, state);
      for (const path of planned.replace) requireReplace(path);
      return planned.plan;
    },
  };
}

/** The verbs that ask the API; without an entry in {@link VERBS}, each says that it is missing. */
function appliedBy(
  name: string,
  settings: () => Settings | undefined,
): Pick<Resource, "create" | "read" | "update" | "delete"> {
  const verbs = VERBS[name];
  const refuse = () => Promise.reject(notPlayed(name));
  if (verbs === undefined) return { create: refuse, read: refuse, update: refuse, delete: refuse };
  const call = (signal: AbortSignal) => {
    const configured = settings();
    if (configured === undefined)
      throw new DiagnosticError("Provider is not configured", `"${name}" was used before the provider was configured.`);
    return { api: new Api(configured), signal };
  };
  const applied = (state: Value) => ({ state, identity: undefined, saveDespiteErrors: false });
  return {
    create: async ({ plan }, { signal }) => applied(await verbs.create(asMap(plan), call(signal))),
    read: async ({ state }, _imported, { signal }) => {
      const found = await verbs.read(asMap(state), call(signal));
      return found === undefined ? gone() : changed(found);
    },
    update: async ({ state, plan }, { signal }) => applied(await verbs.update(asMap(state), asMap(plan), call(signal))),
    delete: ({ state }, { signal }) => verbs.delete(asMap(state), call(signal)),
  };
}

function asMap(value: Value): ValueMap {
  if (value instanceof Map) return value;
  throw new TypeError("Cannot use a state that is no object");
}

function versionsBefore(version: number): readonly number[] {
  return Array.from({ length: version }, (_none, index) => index);
}

/** Certificates once stored times as Go prints them. */
function withTimestamps(stored: Value): Value {
  if (!(stored instanceof Map)) return stored;
  return new Map([...stored].map(([name, value]: [string, Value]) => [name, timestamp(value)]));
}

function timestamp(value: Value): Value {
  const parts = typeof value === "string" ? /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \+0000 UTC$/.exec(value) : null;
  return parts === null ? value : `${parts[1]}T${parts[2]}Z`;
}

/** What is said of a type or verb that the stand-in does not play. */
export function notPlayed(name: string): DiagnosticError {
  return new DiagnosticError(
    `The stand-in does not play "${name}"`,
    "The stand-in of hetznercloud/hcloud plays what the constructs of this project use, for a first try without a registry. For everything else, use the real provider.",
  );
}
