import type { ValidateRequest } from "../schema/validator";
import { Decimal, numberText } from "../values/decimal";

/** Longer values are cut in messages: a user knows them by their beginning. */
const MAX_SHOWN_CHARACTERS = 80;

/** What a validator says of a value it refuses. */
export interface Refused {
  /** The title, for instance `Not a CIDR`. */
  readonly summary: string;
  /** What is wrong, as it follows the value: `has 3 characters`. It must not repeat a part of the value. */
  readonly problem: string;
  /** What would be right, as a phrase: `between 5 and 10 characters`. */
  readonly allowed: string;
}

/** Adds the error that every validator gives: the value (unless it is sensitive), what is wrong, what is allowed. */
export function refuse(request: ValidateRequest, refused: Refused): void {
  const detail = `${shownValue(request)} ${refused.problem}. Allowed: ${refused.allowed}.`;
  request.diagnostics.error(refused.summary, detail, request.path);
}

function shownValue({ value, sensitive }: ValidateRequest): string {
  if (sensitive) return "The value (sensitive, so not shown)";
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal)
    return `"${numberText(value)}"`;
  return "The value";
}

function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MAX_SHOWN_CHARACTERS + 2));
  return characters.length > MAX_SHOWN_CHARACTERS ? `${characters.slice(0, MAX_SHOWN_CHARACTERS).join("")}…` : text;
}
