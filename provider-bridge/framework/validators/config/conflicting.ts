import { type ConfigRuleRequest, given, type NameOf, nameList, refuseConfig } from "./given";

/** At most one of these attributes may be given. */
export function conflicting<C extends object>(request: ConfigRuleRequest<C>, ...names: readonly NameOf<C>[]): void {
  const { set } = given(request, names);
  if (set.length < 2) return;
  refuseConfig(request, set[1], {
    summary: "Attributes exclude one another",
    detail: `${nameList(set, "and")} are given. Give at most one of ${nameList(names, "and")}.`,
  });
}
