import { wellFormed } from "../text";

/** ASCII that is written as it is. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;
const GO_ESCAPES = /[<>&\u2028\u2029]/;

/** Text as a JSON string, escaped as Go escapes it (`<`, `>`, `&`, U+2028 and U+2029 too), byte for byte. */
export function quoteJson(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(wellFormed(text));
  if (!GO_ESCAPES.test(quoted)) return quoted;
  return quoted.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
