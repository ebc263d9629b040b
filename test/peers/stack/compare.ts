import { isDeepStrictEqual } from "node:util";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { withOrderedSets } from "../../../scripts/oracles/hcloud-plans/unordered-sets";
import type { StackRun } from "./lifecycle";
import type { Shown } from "./shown";

/** Attributes that the API gives and no two runs share; a reference to one is compared as a reference. */
const GIVEN = /^(id|ipv4|ipv6|ipv[46]_address|ipv6_network|ip_address|ip_network|mac_address)$/;

/** What both sides have: plans and states, each attribute by attribute. One line for each difference. */
export function stackDifferences(left: StackRun, right: StackRun): readonly string[] {
  const [ours, theirs] = [namesOf(left), namesOf(right)];
  const names = [...left.shown.keys()];
  const missing = names.filter((name) => !right.shown.has(name)).map((name) => `${name}: only one of the two has it`);
  const differences = names.flatMap((name) => {
    const [one, other] = [left.shown.get(name), right.shown.get(name)];
    if (one === undefined || other === undefined) return [];
    return shownDifferences(named(one, ours), named(other, theirs)).map((line) => `${name}: ${line}`);
  });
  return [...missing, ...differences];
}

/** How many attributes were compared: the leaves of the left side's plans and states. */
export function comparedCount({ shown }: StackRun): number {
  const texts = [...shown.values()].flatMap((each) => [...named(each, new Map()).values()]);
  return texts.reduce((sum: number, value) => sum + leaves(value), 0);
}

function leaves(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + leaves(each), 0);
}

/** A name for each value that the API gave: the first address and attribute that has it. */
function namesOf({ shown }: StackRun): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { resources } of shown.values()) {
    for (const address of [...resources.keys()].sort()) {
      const values = resources.get(address)?.values;
      if (values !== undefined) nameGiven(values, `${address}`, names);
    }
  }
  return names;
}

/** Blocks are looked into as well: a server's private networks have addresses of their own. */
function nameGiven(values: Json, at: string, names: Map<string, string>): void {
  for (const [attribute, each] of values.entries()) {
    const text = String(each.value ?? "");
    if (typeof each.value === "object") nameGiven(each, `${at}.${attribute}`, names);
    else if (GIVEN.test(attribute) && text !== "" && text !== "0" && !names.has(text))
      names.set(text, `<${at}.${attribute}>`);
  }
}

/** Everything of a plan or state under its address, with names for what the API gave. */
function named(shown: Shown, names: ReadonlyMap<string, string>): ReadonlyMap<string, unknown> {
  const all = new Map<string, unknown>();
  for (const [address, { type, values }] of shown.resources) {
    all.set(address, withOrderedSets(type, renamed(values.value, names)));
  }
  for (const [address, change] of shown.changes) {
    const type = change.get("type").text();
    const parts = change
      .get("change")
      .entries()
      .map(([part, { value }]) => [part, withOrderedSets(type, renamed(value, names))]);
    all.set(address, { ...Object.fromEntries(parts), action_reason: change.get("action_reason").value });
  }
  return all;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (typeof value === "number") return names.get(String(value)) ?? value;
  if (typeof value === "string") return renamedText(value, names);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, names)]));
}

/** Ids and addresses inside of a text (`42-10.0.0.0/24`) too; times are only said to be times. */
function renamedText(text: string, names: ReadonlyMap<string, string>): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text)) return "<time>";
  const whole = names.get(text);
  if (whole !== undefined) return whole;
  return text.replace(/\d+(\.\d+){3}|\d{5,}/g, (part) => names.get(part) ?? part);
}

function shownDifferences(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): readonly string[] {
  const addresses = [...new Set([...one.keys(), ...other.keys()])].sort();
  return addresses.flatMap((address) => {
    if (!one.has(address) || !other.has(address)) return [`${address}: only one of the two has it`];
    return valueDifferences(address, one.get(address), other.get(address));
  });
}

function valueDifferences(at: string, one: unknown, other: unknown): readonly string[] {
  if (isDeepStrictEqual(one, other)) return [];
  const [left, right] = [new Json(one).entries(), new Json(other).entries()];
  const isObject = (value: unknown) => typeof value === "object" && value !== null;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return [`${at}: ${JSON.stringify(one) ?? "nothing"}, ${JSON.stringify(other) ?? "nothing"}`];
  }
  const names = new Set([...left, ...right].map(([name]) => name));
  const [ours, theirs] = [new Map(left), new Map(right)];
  return [...names].flatMap((name) =>
    valueDifferences(`${at}.${name}`, ours.get(name)?.value, theirs.get(name)?.value),
  );
}
