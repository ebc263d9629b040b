import type { Resource } from "../schema/resource";
import type { KindRules } from "./kind-rules";

const none: KindRules = {};

/** Rules by "group/resource". */
export type RuleTable = Readonly<Record<string, KindRules>>;

/** The rules of a resource's kind. */
export function rulesFrom(table: RuleTable): (resource: Resource) => KindRules {
  return ({ group, name }) => table[`${group === "events.k8s.io" ? "" : group}/${name}`] ?? none;
}
