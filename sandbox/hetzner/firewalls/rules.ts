/** Firewall rules and targets: what a request may say. */

import { isNetworkAddress, parseCidr } from "../../world/cidr";
import type { FirewallRule, FirewallTarget } from "../../world/firewall";
import { formatIp } from "../../world/ip";
import { parseSelector } from "../../world/label-selector";
import { integer, oneOf, text } from "../field-values";
import { FieldError, listOf, nullable, object, optional, type Reader } from "../fields";

const mostRules = 50;
const mostCidrsPerRule = 100;
const withPorts = ["tcp", "udp"];

/** A range whose text is its network address, in usual spelling. */
const cidr: Reader<string> = (value) => {
  const given = text()(value);
  const range = parseCidr(given);
  if (range === undefined) throw new FieldError(`'${given}' is not a valid CIDR`);
  if (!isNetworkAddress(given)) throw new FieldError(`'${given}' has host bits set`);
  return `${formatIp(range.family, range.first)}/${range.bits}`;
};

const ruleFields = object({
  description: nullable(text({ min: 0, max: 255 })),
  direction: oneOf("in", "out"),
  protocol: oneOf("tcp", "udp", "icmp", "esp", "gre"),
  port: optional(text()),
  source_ips: optional(listOf(cidr, mostCidrsPerRule)),
  destination_ips: optional(listOf(cidr, mostCidrsPerRule)),
});

const rule: Reader<FirewallRule> = (value) => {
  const wanted = ruleFields(value);
  const { direction, protocol } = wanted;
  if (withPorts.includes(protocol) !== (wanted.port !== undefined)) {
    throw new FieldError(`port: is required for tcp and udp, and only there`);
  }
  if (wanted.port !== undefined && !isPort(wanted.port)) throw new FieldError(`port: '${wanted.port}' is not valid`);
  const [ips, others] =
    direction === "in" ? (["source_ips", "destination_ips"] as const) : (["destination_ips", "source_ips"] as const);
  if ((wanted[ips] ?? []).length === 0) throw new FieldError(`${ips}: is required for direction ${direction}`);
  if ((wanted[others] ?? []).length > 0) throw new FieldError(`${others}: must be empty for direction ${direction}`);
  return {
    description: wanted.description ?? null,
    direction,
    protocol,
    port: wanted.port ?? null,
    sourceIps: wanted.source_ips ?? [],
    destinationIps: wanted.destination_ips ?? [],
  };
};

/** The field `rules`: at most 50, each with what its direction and protocol want. */
export const rules = listOf(rule, mostRules);

const selector: Reader<string> = (value) => {
  const given = text({ max: 1000 })(value);
  if (parseSelector(given) === undefined) throw new FieldError(`'${given}' is not a valid label selector`);
  return given;
};

const targetFields = object({
  type: oneOf("server", "label_selector"),
  server: optional(object({ id: integer() })),
  label_selector: optional(object({ selector })),
});

const target: Reader<FirewallTarget> = (value) => {
  const wanted = targetFields(value);
  if (wanted.type === "server") {
    if (wanted.server === undefined) throw new FieldError("server: Missing data for required field.");
    return { type: "server", serverId: wanted.server.id };
  }
  if (wanted.label_selector === undefined) throw new FieldError("label_selector: Missing data for required field.");
  return { type: "label_selector", selector: wanted.label_selector.selector };
};

/** The fields `apply_to` and `remove_from`. */
export const targets = listOf(target);

/** "any", one port, or a range. */
function isPort(port: string): boolean {
  if (port === "any") return true;
  const [from, to, rest] = port.split("-");
  const valid = (part: string | undefined) =>
    part !== undefined && /^\d{1,5}$/.test(part) && Number(part) >= 1 && Number(part) <= 65_535;
  return rest === undefined && valid(from) && (to === undefined || (valid(to) && Number(from) <= Number(to)));
}
