import { isIP } from "node:net";
import type { Diagnostics } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { parseCidr } from "../../../provider-bridge/framework/formats/cidr";
import { path } from "../../../provider-bridge/framework/values/path";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** Newer half: an IP address, without zone. */
export function ipAddress(name: string): Check {
  return (config, { diagnostics }) => tell(diagnostics, name, field(config, name));
}

/** Newer half: each element is an IP address, without zone. */
export function ipAddresses(name: string): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    if (!Array.isArray(value)) return;
    for (const each of value) tell(diagnostics, name, each);
  };
}

function tell(diagnostics: Diagnostics, name: string, value: Value): void {
  if (typeof value !== "string" || (isIP(value) !== 0 && !value.includes("%"))) return;
  diagnostics.error("Invalid IP address", `Expected an IPv4 or IPv6 address in "${name}", got "${value}".`, path(name));
}

/** A CIDR, of any network, with or without host bits. */
export function cidr(name: string): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    if (typeof value !== "string" || isCidr(value)) return;
    diagnostics.error("Invalid CIDR", `Expected a CIDR in "${name}", got "${value}".`, path(name));
  };
}

/** Whether a text is an address with the length of its prefix. */
export function isCidr(text: string): boolean {
  return parseCidr(text).ok;
}
