import type { Resource } from "../../provider-bridge/framework/contract/resource";
import { path } from "../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import type { Value } from "../../provider-bridge/framework/values/value";
import { appliedBy } from "./applied-by";
import { field } from "./legacy/field";
import { notPlayed } from "./not-played";
import { planFramework } from "./plan-framework";
import { TABLE } from "./resources";
import { refuseMissing } from "./resources/required";
import { loadSchema } from "./schema/load-schema";
import type { PublishedSchema } from "./schema/published-schema";
import type { Connection } from "./settings";
import { VERBS } from "./verbs";

/** A resource type of the table, or one that says that it is missing. */
export function standInResource(name: string, published: PublishedSchema, connection: () => Connection): Resource {
  const schema = loadSchema(published);
  const row = TABLE[name];
  const verbs = VERBS[name];
  return {
    schema,
    identity: undefined,
    timeouts: undefined,
    ...(verbs === undefined || row === undefined
      ? refusing(name)
      : appliedBy({ name, schema, half: row.half, verbs, connection })),
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
    modifyPlan: async ({ config, state, plan, requireReplace }, { diagnostics }) => {
      if (row === undefined) throw notPlayed(name);
      if (plan === null) return null;
      const planned = planFramework(schema, row, config, state);
      for (const replaced of planned.replace) requireReplace(replaced);
      const wrong = state instanceof Map ? row.misplaced?.(state) : undefined;
      if (wrong === undefined) return planned.plan;
      diagnostics.warning(wrong.summary, wrong.detail, path("subnet_id"));
      // What the user has written stays as it is written.
      if (field(config, wrong.attribute) !== null || !(planned.plan instanceof Map)) return planned.plan;
      requireReplace(path(wrong.attribute));
      return new Map<string, Value>(planned.plan).set(wrong.attribute, UNKNOWN);
    },
  };
}

/** Each verb says that the type is missing. */
function refusing(name: string): Pick<Resource, "create" | "read" | "update" | "delete" | "importState"> {
  const refuse = () => Promise.reject(notPlayed(name));
  return { create: refuse, read: refuse, update: refuse, delete: refuse, importState: refuse };
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
