import type { Resource } from "../contract/resource";
import type { Violation } from "../plan/violation";
import { withoutWriteOnly } from "../plan/write-only";
import { fieldsType } from "../schema/cty-type";
import { unknownPaths } from "../values/known";
import type { Value } from "../values/value";

/** A state as an author answered it, without write-only values, and the rules it breaks on its own. */
export function checkedState(resource: Resource, answered: Value): { state: Value; violations: readonly Violation[] } {
  const state = withoutWriteOnly(resource.schema, answered);
  const violations = unknownPaths(fieldsType(resource.schema), state).map((path) => ({
    path,
    rule: "It is still unknown in the state, where every value must be known",
  }));
  return { state, violations };
}
