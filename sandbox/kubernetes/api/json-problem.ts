/** What is wrong with a JSON text, as Go's decoder says it. */
export function jsonProblem(text: string): string {
  if (text.trim() === "") return "unexpected end of JSON input";
  const end = endOfFirstValue(text);
  const rest = end === undefined ? "" : text.slice(end).trimStart();
  if (rest !== "") return `invalid character '${rest[0]}' after top-level value`;
  const first = text.trimStart()[0] ?? "";
  if (!/[{["0-9tfn-]/.test(first)) return `invalid character '${first}' looking for beginning of value`;
  return isCutOff(text) ? "unexpected end of JSON input" : "invalid character in JSON input";
}

/** Where the first whole value ends; undefined: nowhere. */
function endOfFirstValue(text: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inText) {
      if (character === "\\") index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

function isCutOff(text: string): boolean {
  return endOfFirstValue(text) === undefined;
}
