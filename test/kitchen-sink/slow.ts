/** `sink_slow`: takes its time, and stops when Terraform asks for it. */
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperationContext } from "../../provider-bridge/framework/contract/context";
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { computed, optional } from "./attributes";
import { filledByName, idAttribute, nameAttribute, recordedIdOf } from "./named";
import type { Settings } from "./provider-block";

const milliseconds = attribute(types.int64, { description: "", default: 0n });

const slowSchema = schema({
  description: "",
  attributes: {
    id: idAttribute,
    name: nameAttribute,
    create_ms: milliseconds,
    update_ms: milliseconds,
    delete_ms: milliseconds,
    marker: optional(types.string),
    done: computed(types.bool),
  },
});

/** Makes the resource. */
export const slow = (provider: Configured<Settings>) =>
  defineResource({
    schema: slowSchema,
    create: async (request) => {
      const { plan, diagnostics } = request;
      const done = await waited(request, plan.create_ms, plan.marker);
      if (!done) diagnostics.error("Create stopped", "The create was stopped before it was done.");
      const state = { ...filledByName(slowSchema, plan, provider), id: recordedIdOf(plan.name), done };
      return { state, saveDespiteErrors: true };
    },
    read: async () => same(),
    update: async (request) => {
      const { plan, state, diagnostics } = request;
      if (await waited(request, plan.update_ms, plan.marker)) {
        return { state: { ...filledByName(slowSchema, plan, provider), done: true } };
      }
      diagnostics.error("Update stopped", "The update was stopped before it was done.");
      return { state: { ...state, done: false } };
    },
    delete: async (request) => {
      const { state, diagnostics } = request;
      if (await waited(request, state.delete_ms, state.marker)) return;
      diagnostics.error("Delete stopped", "The delete was stopped before it was done.");
    },
  });

/** Writes the marker, then waits; false where it was stopped. */
async function waited({ signal }: OperationContext, ms: bigint, marker: string | null): Promise<boolean> {
  if (ms <= 0n) return true;
  if (marker !== null && marker !== "") writeFileSync(marker, "started\n");
  try {
    await sleep(Number(ms), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
