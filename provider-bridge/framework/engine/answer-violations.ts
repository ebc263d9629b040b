import type { Violation } from "../plan/violation";
import type { CtyType } from "../types/type";
import { misfits } from "../values/conforms";
import { unknownPaths } from "../values/known";
import { ROOT } from "../values/path";
import type { Value } from "../values/value";

/** The rules that an author's answer breaks on its own: its values have their types. Unknowns may stand anywhere. */
export function typeViolations(type: CtyType, value: Value): readonly Violation[] {
  return misfits(type, value, ROOT).map(({ path, expected }) => ({ path, rule: `It must be ${expected}` }));
}

/** The same for an answer that is final: everything in it is known, too. */
export function answerViolations(type: CtyType, value: Value): readonly Violation[] {
  const unknown = unknownPaths(type, value).map((path) => ({
    path,
    rule: "It is unknown, where every value must be known",
  }));
  return [...typeViolations(type, value), ...unknown];
}
