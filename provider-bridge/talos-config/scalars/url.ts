/** The parts of a URL as Go's net/url keeps them, unescaped parts as written. */
export interface UrlParts {
  readonly scheme: string;
  readonly opaque: string;
  readonly userinfo: string | undefined;
  readonly host: string;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string;
}

const validHost = /^(?:[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"]|%(?:25|2[0-9A-Fa-f]|[3-7][0-9A-Fa-f])|[^\0-\x7f])*$/;

/** Reads a URL as Go's `url.Parse`; a text that it refuses gives the reason as a string. */
export function parseUrl(text: string): UrlParts | string {
  for (const character of text) {
    if (character < " " || character === "\x7f") return "a control character is not allowed in a URL";
  }
  const hash = text.indexOf("#");
  const fragment = hash < 0 ? "" : text.slice(hash + 1);
  const scheme = splitScheme(hash < 0 ? text : text.slice(0, hash));
  if (typeof scheme === "string") return scheme;
  const mark = scheme.rest.indexOf("?");
  const query = mark < 0 ? undefined : scheme.rest.slice(mark + 1);
  const rest = mark < 0 ? scheme.rest : scheme.rest.slice(0, mark);
  const parts = { scheme: scheme.scheme, opaque: "", userinfo: undefined, host: "", path: rest, query, fragment };
  if (!rest.startsWith("/")) {
    if (scheme.scheme !== "") return { ...parts, opaque: rest, path: "" };
    if (rest.split("/", 1)[0]?.includes(":")) return "the first path segment of a URL cannot contain a colon";
  }
  if (hasBadEscape(fragment)) return "a URL holds a wrong %-escape";
  if (!rest.startsWith("//") || (scheme.scheme === "" && rest.startsWith("///"))) {
    return hasBadEscape(rest) ? "a URL holds a wrong %-escape" : parts;
  }
  return withAuthority(parts, rest.slice(2));
}

function splitScheme(text: string): { scheme: string; rest: string } | string {
  if (text.startsWith(":")) return "a URL needs a scheme such as https";
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (match?.[1] === undefined) return { scheme: "", rest: text };
  return { scheme: match[1].toLowerCase(), rest: text.slice(match[0].length) };
}

function withAuthority(parts: UrlParts, rest: string): UrlParts | string {
  const slash = rest.indexOf("/");
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? "" : rest.slice(slash);
  const at = authority.lastIndexOf("@");
  const userinfo = at < 0 ? undefined : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (userinfo !== undefined && (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo) || hasBadEscape(userinfo))) {
    return "a URL holds a user name that is not escaped";
  }
  const problem = hostProblem(host);
  if (problem !== undefined) return problem;
  return hasBadEscape(path) ? "a URL holds a wrong %-escape" : { ...parts, userinfo, host, path };
}

function hostProblem(host: string): string | undefined {
  const bracket = host.lastIndexOf("]");
  if (host.startsWith("[")) {
    if (bracket < 0) return 'an IPv6 host lacks its "]"';
    if (!/^(:\d*)?$/.test(host.slice(bracket + 1))) return `"${host.slice(bracket + 1)}" is no port`;
  } else {
    const colon = host.indexOf(":");
    const port = host.slice(host.lastIndexOf(":"));
    if (colon >= 0 && !/^:\d*$/.test(port)) return `"${port}" is no port`;
    if (colon >= 0 && colon !== host.lastIndexOf(":")) return "an IPv6 address stands in brackets in a URL";
  }
  return validHost.test(host) ? undefined : "a character is not allowed in the host of a URL";
}

function hasBadEscape(text: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(text);
}

/** Writes the parts again as Go's `URL.String`, characters escaped that a URL cannot hold. */
export function formatUrl(parts: UrlParts): string {
  const scheme = parts.scheme === "" ? "" : `${parts.scheme}:`;
  const query = parts.query === undefined ? "" : `?${parts.query}`;
  const fragment = parts.fragment === "" ? "" : `#${escapePath(parts.fragment)}`;
  if (parts.opaque !== "") return scheme + parts.opaque + query + fragment;
  const userinfo = parts.userinfo === undefined ? "" : `${parts.userinfo}@`;
  const slashes = parts.host !== "" || userinfo !== "" || parts.path.startsWith("//") ? "//" : "";
  const join = parts.host !== "" && parts.path !== "" && !parts.path.startsWith("/") ? "/" : "";
  return scheme + slashes + userinfo + escapeHost(parts.host) + join + escapePath(parts.path) + query + fragment;
}

function escapeHost(host: string): string {
  return host.replace(/[^\0-\x7f]/gu, (character) => encodeURIComponent(character));
}

function escapePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]/gu, (character) => encodeURIComponent(character));
}

/** Host without brackets and port, as Go's `Hostname`. */
export function urlHostname(parts: UrlParts): string {
  const bracketed = /^\[(.*)\]/.exec(parts.host)?.[1];
  return bracketed ?? parts.host.replace(/:\d*$/, "");
}
