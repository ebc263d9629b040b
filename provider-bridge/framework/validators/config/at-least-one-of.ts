import { type ConfigRuleRequest, given, type NameOf, nameList, refuseConfig } from "./given";

/** One or more of these attributes must be given. One that is not known yet may turn out to be it. */
export function atLeastOneOf<C extends object>(request: ConfigRuleRequest<C>, ...names: readonly NameOf<C>[]): void {
  const { set, unknown } = given(request, names);
  if (set.length > 0 || unknown.length > 0) return;
  refuseConfig(request, undefined, {
    summary: "Attribute missing",
    detail: `None of ${nameList(names, "and")} is given. Give ${nameList(names, "or")}.`,
  });
}
