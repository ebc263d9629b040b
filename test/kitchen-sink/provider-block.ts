/** The provider block: a prefix for generated values, and failures on purpose. */
import type { OperationContext } from "../../provider-bridge/framework/contract/context";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../provider-bridge/framework/schema/block";
import { type ConfigOf, schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { path } from "../../provider-bridge/framework/values/path";
import { optional } from "./attributes";

/** What the provider takes. */
export const providerSchema = schema({
  description: "Reference provider with **every** attribute kind.",
  attributes: {
    prefix: attribute(types.string, { optional: true, description: "Put before the seed of generated values." }),
    fail: attribute(types.string, {
      optional: true,
      description: "Fails with this text: validate:… or configure:… or warn:…",
    }),
    token: attribute(types.string, { optional: true, sensitive: true, description: "" }),
  },
  blocks: {
    settings: block.single({
      description: "",
      attributes: { region: optional(types.string), zones: optional(types.list(types.string)) },
    }),
  },
});

type Config = ConfigOf<typeof providerSchema>;

/** What resources get to know about the provider's configuration. */
export interface Settings {
  readonly prefix: string;
}

/** The seed of everything generated for a name. */
export function seedOf(provider: Configured<Settings>, name: string): string {
  return provider.get().prefix + name;
}

/** Refuses or doubts, as `fail` says. */
export function validate({ config, diagnostics }: OperationContext & { readonly config: Config }): void {
  const refused = textAfter(config, "validate:");
  if (refused !== undefined) diagnostics.error("Provider configuration refused", refused, path("fail"));
  const doubted = textAfter(config, "warn:");
  if (doubted !== undefined) diagnostics.warning("Provider configuration doubtful", doubted, path("fail"));
}

/** Keeps the prefix, or fails, as `fail` says. An unknown prefix counts as empty. */
export async function configure({ config }: { readonly config: Config }): Promise<Settings> {
  const failure = textAfter(config, "configure:");
  if (failure !== undefined) throw new DiagnosticError("Provider cannot be configured", failure);
  return { prefix: typeof config.prefix === "string" ? config.prefix : "" };
}

function textAfter({ fail }: Config, start: string): string | undefined {
  return typeof fail === "string" && fail.length > start.length && fail.startsWith(start)
    ? fail.slice(start.length)
    : undefined;
}
