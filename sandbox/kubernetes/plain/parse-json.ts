import { isObject, type Json } from "./json";

/** Deeper values are not read. The real server reads 10,000 levels; what walks over a value here goes down as deep. */
export const mostLevels = 1000;

/** A value deeper than {@link mostLevels}. */
export class TooDeepError extends SyntaxError {
  override readonly name = "TooDeepError";
}

/**
 * Reads a JSON text. Members named "__proto__" are left out: to JavaScript they are no data.
 * @throws SyntaxError where it is none, TooDeepError where it is deeper than {@link mostLevels}
 */
export function parsePlainJson(text: string): Json {
  if (levelsOf(text) > mostLevels) throw new TooDeepError(`Cannot read JSON: it is deeper than ${mostLevels} levels`);
  const value: Json = JSON.parse(text);
  return text.includes("__proto__") || text.includes("\\u") ? withoutPrototypes(value) : value;
}

function withoutPrototypes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "__proto__")
      .map(([name, member]) => [name, withoutPrototypes(member)]),
  );
}

const [quote, backslash, openObject, closeObject, openList, closeList] = [...'"\\{}[]'].map((text) =>
  text.charCodeAt(0),
);

/** How many objects and lists lie in one another. */
function levelsOf(text: string): number {
  let [level, deepest, isInText] = [0, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInText) {
      if (code === backslash) index += 1;
      else if (code === quote) isInText = false;
    } else if (code === quote) isInText = true;
    else if (code === openObject || code === openList) {
      level += 1;
      if (level > deepest) deepest = level;
    } else if (code === closeObject || code === closeList) level -= 1;
  }
  return deepest;
}
