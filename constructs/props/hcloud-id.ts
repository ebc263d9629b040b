import { Token } from "cdktf";

/** Hetzner's ids are numbers in some attributes and texts in others; what is a number is given as one. */
export function numberOf(id: string): number {
  return isExpression(id) ? Token.asNumber(id) : Number(id);
}

/** Whether a text can be an id of Hetzner's: digits, or what Terraform alone knows. */
export function isHcloudId(text: string): boolean {
  return isExpression(text) || /^[1-9]\d{0,15}$/.test(text);
}

/** A token, or an expression that was written out. */
function isExpression(text: string): boolean {
  return Token.isUnresolved(text) || text.includes("${");
}
