import { Fn, rawString, Token } from "cdktf";
import { holdsToken } from "./check-props";

/** A text that Terraform takes as it stands: what it would read as an expression is written apart. */
export function literalText(text: string): string {
  return Token.isUnresolved(text) ? text : text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** A value as JSON text; where it holds tokens, Terraform writes the JSON, since only it knows what they become. */
export function jsonText(value: unknown): string {
  return holdsToken(value) ? Fn.jsonencode(asExpression(value)) : literalText(JSON.stringify(value));
}

/** cdktf writes texts into expressions without a word for quotes and line ends in them. */
function asExpression(value: unknown): unknown {
  if (Token.isUnresolved(value)) return value;
  if (typeof value === "string") return rawString(value);
  if (Array.isArray(value)) return value.map(asExpression);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asExpression(item)]));
}
