import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/**
 * Text that a pattern matches. `description` says in words what the pattern allows: users do not read patterns.
 * Anchor the pattern (`^…$`) unless a part is meant to be enough.
 */
export function matches(pattern: RegExp, description: string): Validator<StringType> {
  // Without the flags "g" and "y", which would make a match depend on the one before.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return textValidator({
    summary: "Text of the wrong form",
    description,
    problem: (text) => (stateless.test(text) ? undefined : "does not have the form that is needed"),
  });
}
