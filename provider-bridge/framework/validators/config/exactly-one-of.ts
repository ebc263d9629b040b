import { atLeastOneOf } from "./at-least-one-of";
import { conflicting } from "./conflicting";
import type { ConfigRuleRequest, NameOf } from "./given";

/** One of these attributes must be given, and no second one. One that is not known yet may turn out to be it. */
export function exactlyOneOf<C extends object>(request: ConfigRuleRequest<C>, ...names: readonly NameOf<C>[]): void {
  conflicting(request, ...names);
  atLeastOneOf(request, ...names);
}
