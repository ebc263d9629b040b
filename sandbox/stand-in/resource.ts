import type { Resource } from "../../provider-bridge/framework/contract/resource";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { planFramework } from "./plan-framework";
import { TABLE } from "./resources";
import { loadSchema } from "./schema/load-schema";
import type { PublishedSchema } from "./schema/published-schema";
import type { Settings } from "./settings";

/** A resource type of the table, or one that says that it is missing. */
export function standInResource(
  name: string,
  published: PublishedSchema,
  _settings: () => Settings | undefined,
): Resource {
  const schema = loadSchema(published);
  const row = TABLE[name];
  const refuse = () => Promise.reject(notPlayed(name));
  return {
    schema,
    identity: undefined,
    timeouts: undefined,
    create: refuse,
    read: refuse,
    update: refuse,
    delete: refuse,
    importState: refuse,
    upgradeState: new Map(),
    moveState: [],
    upgradeIdentity: new Map(),
    validate:
      row?.checks &&
      (async (config, context) => {
        if (!(config instanceof Map)) return;
        for (const check of row.checks ?? []) check(config, context);
      }),
    modifyPlan: async ({ config, state, plan, requireReplace }) => {
      if (row === undefined) throw notPlayed(name);
      if (plan === null) return null;
      const planned = planFramework(schema, row, config, state);
      for (const path of planned.replace) requireReplace(path);
      return planned.plan;
    },
  };
}

/** What is said of a type or verb that the stand-in does not play. */
export function notPlayed(name: string): DiagnosticError {
  return new DiagnosticError(
    `The stand-in does not play "${name}"`,
    "The stand-in of hetznercloud/hcloud plays what the constructs of this project use, for a first try without a registry. For everything else, use the real provider.",
  );
}
