import { nativeKey } from "../schema/native-key";
import type { PlanModifier } from "../schema/plan-modifier";
import type { Semantics } from "../schema/semantics";
import type { KnownOf, ValueType } from "../schema/value-type";

/**
 * Plans the stored spelling where the configured one means the same, so that writing `60m` for `1h` changes nothing
 * (Terraform accepts a plan equal to the configuration or to the state). It belongs before `requiresReplace()` in the list.
 */
export function keepPriorSpelling<T extends ValueType>(semantics: Semantics<T>): PlanModifier<T> {
  return {
    description: `Another spelling of the same ${semantics.name} changes nothing.`,
    modify: ({ operation, state, plan }) => {
      if (operation !== "update" || !isKnown<T>(state) || !isKnown<T>(plan)) return undefined;
      return semantics.equal(state, plan) ? { plan: state } : undefined;
    },
  };
}

/** Known through and through. The two twins of a type differ only in unknowns, of which there is then none. */
function isKnown<T extends ValueType>(native: unknown): native is KnownOf<T> {
  return native !== null && nativeKey(native) !== undefined;
}
