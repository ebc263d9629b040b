import { isIP } from "node:net";
import { path } from "../../../provider-bridge/framework/values/path";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** The value must be one of these. */
export function oneOf(name: string, ...allowed: readonly string[]): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    if (typeof value !== "string" || allowed.includes(value)) return;
    const list = allowed.map((each) => `"${each}"`).join(" ");
    diagnostics.error(`Invalid ${name}`, `Expected one of [${list}], got "${value}".`, path(name));
  };
}

/** Exactly one of these must be set; unknown ones might be. Newer half: one error at the first of them. */
export function exactlyOne(at: string, ...names: readonly string[]): Check {
  return (config, { diagnostics }) => {
    if (names.some((name) => isUnknown(field(config, name)))) return;
    const set = names.filter((name) => field(config, name) !== null);
    const rule = `Exactly one of these attributes must be configured: [${names.join(",")}]`;
    if (set.length === 0) diagnostics.error("Missing Attribute Configuration", rule, at === "" ? [] : path(at));
    if (set.length > 1) diagnostics.error("Invalid Attribute Combination", rule, at === "" ? [] : path(at));
  };
}

/** Older half: exactly one of these, told once at each of them. */
export function exactlyOneLegacy(...names: readonly string[]): Check {
  return (config, { diagnostics }) => {
    if (names.some((name) => isUnknown(field(config, name)))) return;
    const set = names.filter((name) => field(config, name) !== null);
    if (set.length === 1) return;
    const all = names.join(",");
    const rule =
      set.length === 0
        ? `one of \`${all}\` must be specified`
        : `only one of \`${all}\` can be specified, but \`${set.join(",")}\` were specified.`;
    for (const name of names) diagnostics.error("Invalid combination of arguments", `"${name}": ${rule}`, path(name));
  };
}

/** Newer half: an IP address, without zone. */
export function ipAddress(name: string): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    if (typeof value !== "string") return;
    if (isIP(value) !== 0 && !value.includes("%")) return;
    diagnostics.error(
      "Invalid IP Address String Value",
      `A string value was provided that is not valid IPv4 or IPv6 string format (RFC 791, RFC 4291).\n\nGiven Value: ${value}`,
      path(name),
    );
  };
}

/** An attribute that must no longer be set. */
export function removed(name: string): Check {
  return (config, { diagnostics }) => {
    if (field(config, name) === null) return;
    diagnostics.error("Removed Attribute", `The ${name} attribute is no longer there; use "location".`, path(name));
  };
}
