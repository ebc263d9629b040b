import { type ConfigRuleRequest, given, type NameOf, nameList, refuseConfig } from "./given";

/** All of these attributes must be given, or none. */
export function requiredTogether<C extends object>(
  request: ConfigRuleRequest<C>,
  ...names: readonly NameOf<C>[]
): void {
  const { set, absent } = given(request, names);
  if (set.length === 0 || absent.length === 0) return;
  refuseConfig(request, set[0], {
    summary: "Attributes belong together",
    detail: `${nameList(set, "and")} given without ${nameList(absent, "and")}. Give all of ${nameList(names, "and")}, or none.`,
  });
}
