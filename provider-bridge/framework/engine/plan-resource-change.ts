import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Path } from "../values/path";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { makePlan } from "./planning";
import { PrivateData } from "./private-data";
import { resourceOf } from "./served";

/** A change to plan: null prior state for create, null proposed state for delete. */
export interface PlanResourceChangeRequest {
  readonly typeName: string;
  readonly priorState: Value;
  readonly proposedState: Value;
  readonly config: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** The planned state, and the paths whose change needs a new resource. */
export interface PlanResourceChangeResponse {
  readonly plannedState: Value;
  readonly requiresReplace: readonly Path[];
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Planned = Omit<PlanResourceChangeResponse, "diagnostics">;

/** Plans a change. With errors, the answer is what was proposed, and counts for nothing. */
export async function planResourceChange(call: Call, request: PlanResourceChangeRequest): Promise<Planned> {
  const { config, priorState: prior, proposedState: proposed, privateBytes, typeName } = request;
  // Where a resource is replaced, the new one is another thing: it has no identity yet.
  const identity = prior === null ? undefined : request.identity;
  const what = `plan ${typeName}`;
  const nothing: Planned = { plannedState: proposed, requiresReplace: [], privateBytes, identity };
  return attempt(call, what, nothing, async () => {
    const resource = resourceOf(call.engine.provider, typeName);
    const privateState = new PrivateData(privateBytes, call.engine.log);
    const made = await makePlan(call, { what, resource, config, prior, proposed, identity, privateState });
    if (made === undefined) return nothing;
    const { plan, replace } = made;
    return { plannedState: plan, requiresReplace: replace, privateBytes: privateState.bytes(), identity };
  });
}
