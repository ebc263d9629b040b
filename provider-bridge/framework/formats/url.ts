import { type Parsed, parsed, refused } from "./parsed";

/** Longer than any URL that servers and proxies take. */
const MAX_CHARACTERS = 8192;

/** Reads an absolute URL with a host. Blanks and control characters are refused, which the URL standard would drop. */
export function parseUrl(text: string): Parsed<URL> {
  if (text.length > MAX_CHARACTERS) return refused(`a URL has at most ${MAX_CHARACTERS} characters`);
  if (/[\s\p{Cc}]/u.test(text)) return refused("a URL has no blanks and no control characters");
  if (!/^[A-Za-z][A-Za-z\d+.-]*:\/\/[^/?#\\]/.test(text)) {
    return refused('a URL begins with a scheme, "://" and a host');
  }
  if (!URL.canParse(text)) return refused("its host or port is malformed");
  return parsed(new URL(text));
}
