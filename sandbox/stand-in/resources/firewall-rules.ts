import { isIP } from "node:net";
import { parseCidr } from "../../../provider-bridge/framework/formats/cidr";
import { path } from "../../../provider-bridge/framework/values/path";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field } from "../legacy/field";
import type { Check } from "./row";

const PROTOCOLS: readonly Value[] = ["tcp", "udp", "icmp", "esp", "gre"];

/** Addresses of a rule as they are stored: a network with its prefix, IPv6 in its short form. */
export function normalCidrs(value: Value): Value {
  if (!Array.isArray(value)) return value;
  return [...new Set(value.map((each: Value) => (typeof each === "string" ? normalCidr(each) : each)))].sort();
}

function normalCidr(text: string): string {
  const [address = "", prefix] = text.split("/");
  const version = isIP(address);
  if (version === 0) return text;
  const short = version === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return `${short}/${prefix ?? (version === 4 ? 32 : 128)}`;
}

/** Directions, protocols and addresses of rules; told at the set of rules, whose elements have no path. */
export const firewallRules: Check = (config, { diagnostics }) => {
  const rules = field(config, "rule");
  if (!Array.isArray(rules)) return;
  const refuse = (what: string) => diagnostics.error("Invalid firewall rule", what, path("rule"));
  for (const rule of rules) {
    const [direction, protocol] = [field(rule, "direction"), field(rule, "protocol")];
    if (typeof direction === "string" && direction !== "in" && direction !== "out") {
      refuse(`"${direction}" is no direction; use "in" or "out".`);
    }
    if (typeof protocol === "string" && !PROTOCOLS.includes(protocol)) refuse(`"${protocol}" is no protocol.`);
    for (const name of ["source_ips", "destination_ips"]) {
      const addresses = field(rule, name);
      if (Array.isArray(addresses)) for (const each of addresses) refuseAddress(each, refuse);
    }
  }
};

function refuseAddress(text: Value, refuse: (what: string) => void): void {
  if (typeof text !== "string" || isIP(text) !== 0) return;
  const cidr = parseCidr(text);
  if (!cidr.ok) refuse(`"${text}" is no CIDR: ${cidr.problem}.`);
  else if (cidr.value.hasHostBits) refuse(`"${text}" is not the start of its block.`);
}
