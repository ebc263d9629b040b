import { parseIpAddress } from "./ip-address";
import { escapedAnew, hasBadEscape, rewritten } from "./url-escape";

/** The parts of a URL as Go's net/url keeps them, unescaped parts as written. */
export interface UrlParts {
  readonly scheme: string;
  readonly opaque: string;
  readonly userinfo: string | undefined;
  readonly host: string;
  /** Two slashes stand before the host, which may be empty. */
  readonly hasSlashes: boolean;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string;
}

const validHost = /^(?:[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"]|%(?:25|[89A-Fa-f][0-9A-Fa-f])|[^\0-\x7f])*$/;

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
  const parts = {
    scheme: scheme.scheme,
    opaque: "",
    userinfo: undefined,
    host: "",
    hasSlashes: false,
    path: rest,
    query,
    fragment,
  };
  if (hasBadEscape(fragment)) return "a URL holds a wrong %-escape";
  if (!rest.startsWith("/")) {
    if (scheme.scheme !== "") return { ...parts, opaque: rest, path: "" };
    if (rest.split("/", 1)[0]?.includes(":")) return "the first path segment of a URL cannot contain a colon";
  }
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
  const problem = hostProblem(parts.scheme, host);
  if (problem !== undefined) return problem;
  return hasBadEscape(path) ? "a URL holds a wrong %-escape" : { ...parts, userinfo, host, hasSlashes: true, path };
}

function hostProblem(scheme: string, host: string): string | undefined {
  if (host.lastIndexOf("[") > 0) return "a bracket is not allowed in the host of a URL";
  if (host.startsWith("[")) return bracketProblem(host);
  const colon = host.indexOf(":");
  const port = host.slice(host.lastIndexOf(":"));
  if (colon >= 0 && !/^:\d*$/.test(port)) return `"${port}" is no port`;
  const isWeb = scheme === "http" || scheme === "https";
  if (isWeb && colon !== host.lastIndexOf(":")) return "an IPv6 address stands in brackets in a URL";
  return validHost.test(host) ? undefined : badHost;
}

const badHost = "a character is not allowed in the host of a URL";

/** Between brackets stands an IPv6 address and nothing else; `%25` begins its zone. */
function bracketProblem(host: string): string | undefined {
  const end = host.lastIndexOf("]");
  if (end < 0) return 'an IPv6 host lacks its "]"';
  if (!/^(:\d*)?$/.test(host.slice(end + 1))) return `"${host.slice(end + 1)}" is no port`;
  if (!validHost.test(host)) return badHost;
  const address = parseIpAddress(host.slice(1, end).replace("%25", "%"));
  return address?.bits === 128 ? undefined : `"${host.slice(1, end)}" is no IPv6 address`;
}

/** Writes the parts again as Go's `URL.String`. */
export function formatUrl(parts: UrlParts): string {
  const scheme = parts.scheme === "" ? "" : `${parts.scheme}:`;
  const query = parts.query === undefined ? "" : `?${parts.query}`;
  const fragment = parts.fragment === "" ? "" : `#${rewritten(parts.fragment, "fragment")}`;
  if (parts.opaque !== "") return scheme + parts.opaque + query + fragment;
  const hasAuthority = parts.host !== "" || parts.userinfo !== undefined;
  const isEmptyHost = parts.scheme !== "" && parts.hasSlashes && parts.path !== "";
  const slashes = hasAuthority || isEmptyHost ? "//" : "";
  const path = rewritten(parts.path, "path");
  const join = parts.host !== "" && path !== "" && !path.startsWith("/") ? "/" : "";
  return (
    scheme + slashes + writtenUser(parts.userinfo) + escapedAnew(parts.host, "host") + join + path + query + fragment
  );
}

function writtenUser(userinfo: string | undefined): string {
  if (userinfo === undefined) return "";
  const [name = "", ...password] = userinfo.split(":");
  const secret = password.length === 0 ? "" : `:${escapedAnew(password.join(":"), "user")}`;
  return `${escapedAnew(name, "user")}${secret}@`;
}

/** Host without brackets and port, as Go's `Hostname`. */
export function urlHostname(parts: UrlParts): string {
  const bracketed = /^\[(.*)\]/.exec(parts.host)?.[1];
  return bracketed ?? parts.host.replace(/:\d*$/, "");
}
