import type { Diagnostics } from "../diagnostics/diagnostic";
import type { Violation } from "../plan/violation";
import { pathText, ROOT } from "../values/path";

/** How many broken rules of one answer are told. */
const MAX_TOLD = 20;

const BUG = "This is a bug of the provider, not of the configuration; please report it.";

/** Tells broken rules: resource, attribute and rule by name, and whose mistake it is. */
export function tellViolations(diagnostics: Diagnostics, what: string, violations: readonly Violation[]): void {
  for (const { path, rule, advice } of violations.slice(0, MAX_TOLD)) {
    const place = path.length === ROOT.length ? "" : `Attribute "${pathText(path)}": `;
    diagnostics.error(
      advice === undefined ? `Cannot ${what}: the provider broke a rule` : `Cannot ${what}`,
      `${place}${rule}. ${advice ?? BUG}`,
      path.length === ROOT.length ? undefined : path,
    );
  }
  const untold = violations.length - MAX_TOLD;
  if (untold > 0)
    diagnostics.error(`Cannot ${what}: the provider broke a rule`, `${untold} more like these are not shown.`);
}
