import { normalizeText } from "./text";

/** Terraform cuts longer prefixes when it writes them. */
const MAX_PREFIX_BYTES = 256;

/** Characters that never join with what follows them, in the opinion of go-cty. */
const ENDS_BY_ITSELF = new Set("-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'");

/**
 * The prefix as it may be written: one of more than 256 bytes loses its end, down to the last place where no character
 * can join with one that follows.
 */
export function safePrefix(prefix: string): string {
  const bytes = Buffer.from(prefix, "utf8");
  if (bytes.length <= MAX_PREFIX_BYTES) return prefix;
  const end = characterStart(bytes, MAX_PREFIX_BYTES - 1);
  const cut = normalizeText(bytes.toString("utf8", 0, end));
  const clusters = [...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(cut)];
  const last = clusters.at(-1);
  if (last === undefined || ENDS_BY_ITSELF.has(last.segment)) return cut;
  return cut.slice(0, last.index);
}

/** The nearest position at or before `offset` where a character begins. */
function characterStart(bytes: Buffer, offset: number): number {
  let start = offset;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
