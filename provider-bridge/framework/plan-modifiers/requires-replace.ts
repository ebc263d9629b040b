import { nativesEqual } from "../schema/native-key";
import type { PlanModifier, PlanModifyRequest } from "../schema/plan-modifier";
import type { ValueType } from "../schema/value-type";

/** A change of the attribute needs a new resource. */
export function requiresReplace<T extends ValueType>(): PlanModifier<T> {
  return requiresReplaceIf(() => true, "A change makes a new resource.");
}

/** A change needs a new resource where the configuration sets the attribute; a change that the provider plans does not. */
export function requiresReplaceIfConfigured<T extends ValueType>(): PlanModifier<T> {
  return requiresReplaceIf<T>(
    ({ config }) => config !== null,
    "A change makes a new resource where the attribute is configured.",
  );
}

/**
 * A change needs a new resource where `condition` holds. It is asked only on an update, with a plan that differs from
 * the state; `description` says in a sentence when.
 */
export function requiresReplaceIf<T extends ValueType>(
  condition: (request: PlanModifyRequest<T>) => boolean,
  description: string,
): PlanModifier<T> {
  return {
    description,
    modify: (request) =>
      request.operation === "update" && !nativesEqual(request.state, request.plan) && condition(request)
        ? { replace: true }
        : undefined,
  };
}
