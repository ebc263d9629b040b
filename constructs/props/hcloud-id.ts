import { Token } from "cdktf";

/** Hetzner's ids are numbers in some attributes and texts in others; what is a number is given as one. */
export function numberOf(id: string): number {
  return Token.isUnresolved(id) ? Token.asNumber(id) : Number(id);
}
