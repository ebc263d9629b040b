import { identityType } from "../contract/identity-native";
import type { Resource } from "../contract/resource";
import type { Violation } from "../plan/violation";
import { valuesEqual } from "../values/equal";
import { ROOT } from "../values/path";
import type { Value } from "../values/value";

/** The rule that is broken where a resource is another one than it was: an identity names one real thing for ever. */
export function identityChange(
  resource: Resource,
  before: Value | undefined,
  after: Value | undefined,
): readonly Violation[] {
  if (resource.identity === undefined || before === undefined || before === null) return [];
  if (after !== undefined && after !== null && valuesEqual(identityType(resource.identity), before, after)) return [];
  return [{ path: ROOT, rule: "Its identity has changed, but an identity names one real thing for ever" }];
}
