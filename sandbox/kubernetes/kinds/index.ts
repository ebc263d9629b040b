import type { RuleTable } from "./rules-of-kind";

/** The rules of every built-in kind that has any; add-ons add to a copy of this table. */
export const builtInRules: RuleTable = {};
