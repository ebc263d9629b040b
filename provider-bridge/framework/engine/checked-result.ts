import type { AppliedValue, Resource } from "../contract/resource";
import { resultViolations } from "../plan/check-result";
import { keepSpelling } from "../plan/keep-spelling";
import type { Violation } from "../plan/violation";
import { withoutUnknowns } from "../values/known";
import { ROOT } from "../values/path";
import type { Value } from "../values/value";
import type { Call } from "./attempt";
import { checkedState } from "./checked-state";
import { identityChange } from "./identity-change";
import { tellViolations } from "./provider-bug";

/** What create or update answered, beside what was planned. */
export interface ResultToCheck {
  readonly what: string;
  readonly resource: Resource;
  readonly plan: Value;
  /** The identity before an update; undefined on create. */
  readonly identity: Value | undefined;
  readonly applied: AppliedValue;
}

/** A state that can be saved. */
export interface AppliedState {
  readonly state: Value;
  readonly identity: Value | undefined;
}

/**
 * What create or update answered, as it can be saved: spelled as planned where the meaning is the same, without write-only
 * values. Broken rules are told; with other errors a half-done state need not be what was planned.
 */
export function checkedResult(call: Call, { what, resource, plan, identity, applied }: ResultToCheck): AppliedState {
  const failed = call.diagnostics.hasErrors;
  const spelled = keepSpelling(resource.schema, plan, applied.state);
  const { state, violations } = checkedState(resource, spelled);
  const result = applied.identity ?? identity;
  const broken: Violation[] = [...violations];
  if (!failed && violations.length === 0) broken.push(...resultViolations(resource.schema, plan, state));
  if (!failed && resource.identity !== undefined && result === undefined) {
    broken.push({ path: ROOT, rule: "It has an identity schema, but answered without an identity" });
  }
  broken.push(...identityChange(resource, identity, result));
  tellViolations(call.diagnostics, what, broken);
  return { state: withoutUnknowns(state), identity: result };
}
