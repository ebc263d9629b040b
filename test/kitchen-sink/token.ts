/** The ephemeral resource `sink_token`, which keeps a log of its life in a file. */
import { appendFileSync } from "node:fs";
import type { PrivateState } from "../../provider-bridge/framework/contract/context";
import { defineEphemeral } from "../../provider-bridge/framework/contract/define-ephemeral";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { optional } from "./attributes";
import { hash12 } from "./fill";
import { type Settings, seedOf } from "./provider-block";
import { notBad } from "./validators";

const tokenSchema = schema({
  description: "",
  attributes: {
    name: attribute(types.string, { description: "", required: true, validators: [notBad] }),
    log: optional(types.string),
    renew_ms: optional(types.int64),
    token: attribute(types.string, { description: "", computed: true, sensitive: true }),
  },
});

/** Makes the ephemeral resource. */
export const token = (provider: Configured<Settings>) =>
  defineEphemeral({
    schema: tokenSchema,
    open: async ({ config, privateState }) => {
      const { name, log } = config;
      if (name === "closed") throw new DiagnosticError("Cannot open", 'The token "closed" cannot be opened.');
      const renewMs = Number(config.renew_ms ?? 0n);
      privateState.set("life", { name, log, renewMs });
      note(log, `open ${name}`);
      const result = { ...config, token: `tok-${hash12(seedOf(provider, name))}` };
      return renewMs > 0 ? { result, renewAt: new Date(Date.now() + renewMs) } : { result };
    },
    renew: async ({ privateState }) => {
      const { name, log, renewMs } = lifeOf(privateState);
      note(log, `renew ${name}`);
      return new Date(Date.now() + renewMs);
    },
    close: async ({ privateState }) => {
      const { name, log } = lifeOf(privateState);
      note(log, `close ${name}`);
      if (name === "stuck") throw new DiagnosticError("Cannot close", 'The token "stuck" cannot be closed.');
    },
  });

function lifeOf(privateState: PrivateState) {
  const life = privateState.get("life");
  if (typeof life !== "object" || life === null || Array.isArray(life)) throw new TypeError("Cannot find the life");
  const { name, log, renewMs } = { ...life } as Record<string, unknown>;
  return {
    name: typeof name === "string" ? name : "",
    log: typeof log === "string" ? log : null,
    renewMs: typeof renewMs === "number" ? renewMs : 0,
  };
}

function note(log: string | null, line: string): void {
  if (log !== null && log !== "") appendFileSync(log, `${line}\n`);
}
