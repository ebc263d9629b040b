/**
 * The Common Expression Language as far as machine configurations use it: is an expression well formed and of
 * the right type? Nothing is evaluated here.
 */
import { CelError } from "./ast";
import { checkCel } from "./checker";
import { type CelEnvironmentName, environment } from "./environments";
import { parseCel } from "./parser";
import { typeName } from "./types";

export type { CelEnvironmentName } from "./environments";

/** What is wrong with an expression that has to give a `bool` or `double`, undefined when nothing is. */
export function celProblem(text: string, place: CelEnvironmentName, result: "bool" | "double"): string | undefined {
  try {
    const type = checkCel(parseCel(text), environment(place));
    return type === result ? undefined : `the expression gives ${typeName(type)}, not ${result}`;
  } catch (error) {
    if (error instanceof CelError) return `the expression is wrong at character ${error.at + 1}: ${error.message}`;
    throw error;
  }
}
