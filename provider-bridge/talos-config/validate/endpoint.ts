import { parseIpAddress, parseIpPrefix, parseUrl, urlHostname } from "../scalars";

/** What is wrong with the URL of an endpoint, undefined when nothing is. */
export function endpointProblem(text: string): string | undefined {
  const url = parseUrl(text);
  if (typeof url === "string") return url;
  if (urlHostname(url) === "") return "the URL has no host";
  const port = /:(\d+)$/.exec(url.host)?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return "the port is not between 1 and 65535";
  return undefined;
}

/** A CIDR or a plain address, which may be negated by `!`. */
export function isSubnetFilter(text: string): boolean {
  const subnet = text.replace(/^!/, "");
  return parseIpPrefix(subnet) !== undefined || parseIpAddress(subnet) !== undefined;
}

/** A CIDR or a plain address. */
export function isAddressOrCidr(text: string): boolean {
  return text.includes("/") ? parseIpPrefix(text) !== undefined : isPlainAddress(text);
}

/** An address without a zone. */
export function isPlainAddress(text: string): boolean {
  const address = parseIpAddress(text);
  return address !== undefined && address.zone === "";
}

/** `host:port` or `[v6]:port`. */
export function hasPort(text: string): boolean {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  if (match === null) return false;
  return match[1] === undefined || !match[1].includes(":") || parseIpAddress(match[1]) !== undefined;
}
