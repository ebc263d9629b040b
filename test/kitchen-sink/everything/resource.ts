/** `sink_everything`: every attribute kind, every plan behaviour, and failures on purpose. */
import type { PrivateState } from "../../../provider-bridge/framework/contract/context";
import { defineResource } from "../../../provider-bridge/framework/contract/define-resource";
import type { Configured } from "../../../provider-bridge/framework/contract/provider";
import { changed, same } from "../../../provider-bridge/framework/contract/read-result";
import type {
  CreateRequest,
  ModifyPlanRequest,
  ValidateConfigRequest,
} from "../../../provider-bridge/framework/contract/resource-definition";
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { PlanOf, StateOf } from "../../../provider-bridge/framework/schema/schema";
import { path } from "../../../provider-bridge/framework/values/path";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import { crashOnPurpose } from "../crash";
import { hash12 } from "../fill";
import { filledByName, idOf } from "../named";
import type { Settings } from "../provider-block";
import { everythingSchema } from "./schema";

type Everything = typeof everythingSchema;

/** What a log must bear: keys of its own format, values JSON does not know, and more than a line takes. */
const HOSTILE_FIELDS = { "@message": 5, "@timestamp": "never", "@level": {}, big: 1n, long: "x".repeat(100_000) };

/** Makes the resource. */
export const everything = (provider: Configured<Settings>) =>
  defineResource({
    schema: everythingSchema,
    create: async (request) => {
      const { plan, diagnostics, privateState, log } = request;
      log.trace(`Creates\n{"name": "${plan.name}"}`, HOSTILE_FIELDS);
      await crashOnPurpose(plan.name);
      privateState.set("made", { by: "create", revision: 1 });
      if (plan.fail_create) diagnostics.error("Create failed", `fail_create is set on ${plan.name}.`);
      if (plan.warn) diagnostics.warning("Create warns", plan.warn, path("warn"));
      return { state: written(request, provider, 1n, "none"), saveDespiteErrors: true };
    },
    // Another spelling of ci, which means the same as the stored one.
    read: async ({ state }) => (state.ci === null ? same() : changed({ ...state, ci: state.ci.toUpperCase() })),
    update: async (request) => {
      const { plan, state, privateState } = request;
      if (plan.fail_update) {
        throw new DiagnosticError("Update failed", `fail_update is set; revision stays ${state.revision}.`, {
          path: path("fail_update"),
        });
      }
      const revision = (state.revision ?? 0n) + 1n;
      const seen = seenIn(privateState);
      privateState.set("made", { by: "update", revision: Number(revision) });
      return { state: written(request, provider, revision, seen) };
    },
    delete: async ({ state }) => {
      if (state.fail_delete) throw new DiagnosticError("Delete failed", "fail_delete is set.");
    },
    validate,
    modifyPlan,
  });

function validate({ config, diagnostics }: ValidateConfigRequest<Everything>): void {
  if (config.v_a !== null && config.v_b !== null) {
    diagnostics.error("Conflict", "v_a and v_b cannot be set together.");
  }
  if (config.wo !== null && config.wo_version === null) {
    const detail = "wo is set without wo_version: changes of wo go unnoticed.";
    diagnostics.warning("No version", detail, path("wo_version"));
  }
}

function modifyPlan({ plan, state }: ModifyPlanRequest<Everything>): PlanOf<Everything> | undefined {
  if (plan === null) {
    if (state?.protect) throw new DiagnosticError("Protected", "protect is set: remove it before destroying.");
    return undefined;
  }
  if (isUnknown(plan.m_src)) return undefined;
  if (plan.m_src === "boom") {
    throw new DiagnosticError("Cannot plan", 'm_src must not be "boom".', { path: path("m_src") });
  }
  return { ...plan, m_copy: plan.m_src?.toUpperCase() ?? null };
}

/** The new state, for create and update alike. */
function written(
  { plan, config }: CreateRequest<Everything>,
  provider: Configured<Settings>,
  revision: bigint,
  seen: string,
): StateOf<Everything> {
  const state = filledByName(everythingSchema, plan, provider);
  return {
    ...state,
    id: isUnknown(plan.id) ? idOf("ev", "everything", plan.name) : plan.id,
    revision,
    private_seen: seen,
    wo_hash: config.wo === null ? "none" : `sha:${hash12(config.wo)}`,
    m_copy: isUnknown(plan.m_copy) ? (config.m_src?.toUpperCase() ?? null) : plan.m_copy,
    ci: state.ci?.toUpperCase() ?? null,
  };
}

function seenIn(privateState: PrivateState): string {
  const made = privateState.get("made");
  const { by, revision } = typeof made === "object" && made !== null ? { by: "", revision: 0, ...made } : NOTHING;
  return `${String(by)}:${String(revision)}`;
}

const NOTHING = { by: "", revision: 0 };
