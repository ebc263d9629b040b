import type { Resource } from "../contract/resource";
import type { Violation } from "../plan/violation";
import { withoutWriteOnly } from "../plan/write-only";
import { fieldsType } from "../schema/cty-type";
import type { Value } from "../values/value";
import { answerViolations } from "./answer-violations";

/** A state as an author answered it, without write-only values, and the rules it breaks on its own. */
export function checkedState(resource: Resource, answered: Value): { state: Value; violations: readonly Violation[] } {
  const state = withoutWriteOnly(resource.schema, answered);
  return { state, violations: answerViolations(fieldsType(resource.schema), state) };
}
