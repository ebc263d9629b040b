/** `${x#pattern}` and its relatives: what is cut, replaced, and put in another case. */
import { patternSource } from "./pattern";

/** Applies an operator to a value. `pattern` is a shell pattern, `replacement` the second word of `/`. */
export function applyOperation(value: string, operator: string, pattern: string, replacement: string): string {
  switch (operator) {
    case "#":
      return value.replace(new RegExp(`^(?:${patternSource(pattern, { shortest: true })})`), "");
    case "##":
      return value.replace(new RegExp(`^(?:${patternSource(pattern)})`), "");
    case "%":
      return cutShortestEnd(value, pattern);
    case "%%":
      return value.replace(new RegExp(`(?:${patternSource(pattern)})$`), "");
    case "/":
      return pattern === "" ? value : value.replace(new RegExp(patternSource(pattern)), () => replacement);
    case "//":
      return pattern === "" ? value : value.replace(new RegExp(patternSource(pattern), "g"), () => replacement);
    case "/#":
      return value.replace(new RegExp(`^(?:${patternSource(pattern)})`), () => replacement);
    case "/%":
      return value.replace(new RegExp(`(?:${patternSource(pattern)})$`), () => replacement);
    default:
      return changeCase(value, operator);
  }
}

/** The shortest match at the end: regular expressions look for the leftmost, so starts are tried from the right. */
function cutShortestEnd(value: string, pattern: string): string {
  const whole = new RegExp(`^(?:${patternSource(pattern)})$`);
  for (let start = value.length; start >= 0; start -= 1) {
    if (whole.test(value.slice(start))) return value.slice(0, start);
  }
  return value;
}

function changeCase(value: string, operator: string): string {
  if (operator === "^^") return value.toUpperCase();
  if (operator === ",,") return value.toLowerCase();
  const first = operator === "^" ? value.charAt(0).toUpperCase() : value.charAt(0).toLowerCase();
  return first + value.slice(1);
}
