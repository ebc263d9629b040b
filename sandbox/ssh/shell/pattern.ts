/** Shell patterns: `*`, `?`, `[…]`, and a backslash before what is meant as it stands. */

const special = /[.+^${}()|\\/]/g;
const classes: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  digit: "0-9",
  lower: "a-z",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  upper: "A-Z",
  xdigit: "A-Fa-f0-9",
};

/** Writes a pattern as the source of a regular expression. `inPath`: wildcards stop at a slash. */
export function patternSource(pattern: string, { shortest = false, inPath = false } = {}): string {
  const anything = `${inPath ? "[^/]*" : "[\\s\\S]*"}${shortest ? "?" : ""}`;
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === "\\" && at + 1 < pattern.length) {
      at += 1;
      source += escapeCharacter(pattern.charAt(at));
    } else if (character === "*") {
      while (pattern.charAt(at + 1) === "*") at += 1;
      source += anything;
    } else if (character === "?") source += inPath ? "[^/]" : "[\\s\\S]";
    else if (character === "[") {
      const set = bracket(pattern, at);
      source += set?.source ?? "\\[";
      at = set?.end ?? at;
    } else source += escapeCharacter(character);
  }
  return source;
}

/** True when the whole text fits the pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${patternSource(pattern)})$`).test(text);
}

/** True when a text has something that a pattern may be made of, not escaped. */
export function hasWildcard(pattern: string): boolean {
  return /^(?:[^\\]|\\[\s\S])*?[*?[]/.test(pattern);
}

/** Puts a backslash before what would be special. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}

/** Takes the backslashes away again. */
export function unescapePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, "$1");
}

function escapeCharacter(character: string): string {
  return /[*?[\]-]/.test(character) ? `\\${character}` : character.replace(special, "\\$&");
}

function bracket(pattern: string, start: number): { source: string; end: number } | undefined {
  const negated = /[!^]/.test(pattern.charAt(start + 1));
  let at = start + (negated ? 2 : 1);
  const first = at;
  let inside = "";
  for (; at < pattern.length && (pattern.charAt(at) !== "]" || at === first); at += 1) {
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (named !== null) {
      inside += classes[named[1] ?? ""] ?? "";
      at += named[0].length - 1;
    } else if (pattern.charAt(at) === "\\") {
      at += 1;
      inside += `\\${pattern.charAt(at)}`;
    } else inside += /[\]\\[^]/.test(pattern.charAt(at)) ? `\\${pattern.charAt(at)}` : pattern.charAt(at);
  }
  if (at >= pattern.length) return undefined;
  return { source: `[${negated ? "^" : ""}${inside}]`, end: at };
}
