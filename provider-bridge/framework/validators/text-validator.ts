import type { Validator } from "../schema/validator";
import type { ValueType } from "../schema/value-type";
import { refuse } from "./refuse";

/** What `types.string` is to a validator. */
export type StringType = ValueType<string, string>;

/** What tells one validator of text from another. */
export interface TextRule {
  /** The title of its error. */
  readonly summary: string;
  /** What is allowed, as a phrase. */
  readonly description: string;
  /** What is wrong with a text, as it follows the value and without repeating it; undefined where nothing is. */
  problem(text: string): string | undefined;
}

/** A validator of text from its rule. */
export function textValidator(rule: TextRule): Validator<StringType> {
  return {
    description: rule.description,
    validate: (request) => {
      const problem = rule.problem(request.value);
      if (problem !== undefined) refuse(request, { summary: rule.summary, problem, allowed: rule.description });
    },
  };
}
