import type { PlanModifier, PlanModifyRequest, PlanModifyResult } from "../schema/plan-modifier";
import type { ValueType } from "../schema/value-type";
import { isUnknown } from "../values/unknown";

/**
 * Plans the stored value where the plan would say "known after apply": for what the provider sets once, such as an id.
 * A stored null stays null, also in an element that is new within a list: there, {@link useNonNullStateForUnknown} is right.
 */
export function useStateForUnknown<T extends ValueType>(): PlanModifier<T> {
  return {
    description: "Keeps its value once it has one.",
    modify: (request) => (mayUseState(request) ? { plan: request.state } : undefined),
  };
}

/** Like {@link useStateForUnknown}, but a stored null leaves the plan unknown: for what is filled in later. */
export function useNonNullStateForUnknown<T extends ValueType>(): PlanModifier<T> {
  return {
    description: "Keeps its value once it has one that is not null.",
    modify: (request): PlanModifyResult<T> | undefined =>
      mayUseState(request) && request.state !== null ? { plan: request.state } : undefined,
  };
}

/** On an update, where the plan is unknown for want of a configured value (an unknown configuration may become anything). */
function mayUseState<T extends ValueType>({ operation, plan, config }: PlanModifyRequest<T>): boolean {
  return operation === "update" && isUnknown(plan) && !isUnknown(config);
}
