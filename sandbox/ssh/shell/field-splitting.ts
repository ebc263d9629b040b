/** Field splitting: an unquoted expansion becomes several arguments where the characters of IFS stand in it. */
import { escapePattern } from "./pattern";

/** A part of an expanded word; `split`: the result of an unquoted expansion. */
export interface Piece {
  text: string;
  quoted: boolean;
  split: boolean;
  /** A new field begins behind this piece ("$@"). */
  breaksAfter?: boolean;
}

/** Splits what is to be split; fields come as patterns, with what was quoted escaped. */
export function splitPieces(pieces: readonly Piece[], separators: string): string[] {
  const fields: string[] = [];
  let field = "";
  let isPresent = false;
  const end = () => {
    if (isPresent) fields.push(field);
    field = "";
    isPresent = false;
  };
  for (const { text, quoted, split, breaksAfter } of pieces) {
    if (!split || separators === "") {
      field += quoted ? escapePattern(text) : text;
      if (quoted || text !== "") isPresent = true;
    } else {
      let hasEnded = false;
      for (const character of text) {
        if (!separators.includes(character)) {
          // A backslash that came out of an expansion is no escape.
          field += character === "\\" ? "\\\\" : character;
          isPresent = true;
          hasEnded = false;
        } else if (" \t\n".includes(character)) {
          hasEnded = hasEnded || isPresent;
          end();
        } else {
          if (!hasEnded) isPresent = true;
          end();
          hasEnded = false;
        }
      }
    }
    if (breaksAfter === true) end();
  }
  end();
  return fields;
}
