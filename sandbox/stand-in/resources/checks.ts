import { path } from "../../../provider-bridge/framework/values/path";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** What is told of attributes that do not go together; the older SDK then says nothing else of them. */
export const WRONG_COMPANY = ["Conflicting configuration arguments", "Invalid combination of arguments"] as const;

/**
 * The value, or that in a block, must be one of these. In each block of a set it is `block.attribute`, told of the set; in
 * the one block of a list `block.0.attribute`, told of the attribute.
 */
export function oneOf(name: string, ...allowed: readonly string[]): Check {
  const [first = "", inner, inOne] = name.split(".");
  const at = inOne === undefined ? path(first) : path(first, Number(inner), inOne);
  return (config, { diagnostics }) => {
    for (const value of valuesAt(field(config, first), inOne ?? inner)) {
      if (typeof value !== "string" || allowed.includes(value)) continue;
      const list = allowed.map((each) => `"${each}"`).join(" ");
      diagnostics.error(`Invalid ${name}`, `Expected one of [${list}], got "${value}".`, at);
    }
  };
}

function valuesAt(value: Value, inner: string | undefined): readonly Value[] {
  if (inner === undefined) return [value];
  return Array.isArray(value) ? value.map((block) => field(block, inner)) : [];
}

/** A text or collection that is set must not be empty, nor hold an empty text. */
export function notEmpty(name: string): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    const isEmpty =
      value === "" ||
      (Array.isArray(value) &&
        (name === "domain_names" ? value.length === 0 || value.includes(null) : value.includes("")));
    if (isEmpty) diagnostics.error(`Empty ${name}`, `An empty text or list was given for "${name}".`, path(name));
  };
}

/** No text of a list may be empty; told at each that is. */
export function notEmptyElements(name: string): Check {
  return (config, { diagnostics }) => {
    const list = field(config, name);
    for (const [index, value] of Array.isArray(list) ? list.entries() : []) {
      if (value === "")
        diagnostics.error(`Empty text in ${name}`, `An empty text was given in "${name}".`, path(name, index));
    }
  };
}

/** Two attributes of which only one may be set. */
export function conflict(name: string, other: string): Check {
  return (config, { diagnostics }) => {
    if (field(config, name) === null || field(config, other) === null) return;
    diagnostics.error(WRONG_COMPANY[0], `"${name}": conflicts with ${other}.`, path(name));
  };
}

/** Exactly one of these must be set; unknown ones might be. Newer half: one error, of several at the first that is set. */
export function exactlyOne(...names: readonly string[]): Check {
  return (config, { diagnostics }) => {
    if (names.some((name) => isUnknown(field(config, name)))) return;
    const set = names.filter((name) => field(config, name) !== null);
    const rule = `Exactly one of these attributes must be configured: [${names.join(",")}]`;
    const [first, second] = set;
    if (first === undefined) diagnostics.error("Missing Attribute Configuration", rule);
    else if (second !== undefined) diagnostics.error("Invalid Attribute Combination", rule, path(first));
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
    for (const name of names) diagnostics.error(WRONG_COMPANY[1], `"${name}": ${rule}`, path(name));
  };
}

/** An attribute that must no longer be set. */
export function removed(name: string): Check {
  return (config, { diagnostics }) => {
    if (field(config, name) === null) return;
    diagnostics.error("Removed Attribute", `The ${name} attribute is no longer there; use "location".`, path(name));
  };
}
