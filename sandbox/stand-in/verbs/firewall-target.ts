import type { Value } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, member, members } from "../api";
import { field } from "../legacy/field";

/** What a firewall is applied to: a server by its id, or all that a selector of labels finds. */
export type FirewallTarget = { readonly server: number } | { readonly selector: string };

/** A target as the API wants it. */
export function targetBody(target: FirewallTarget): JsonObject {
  return "server" in target
    ? { type: "server", server: { id: target.server } }
    : { type: "label_selector", label_selector: { selector: target.selector } };
}

/** What a firewall of an answer is applied to; what is neither server nor selector is left out. */
export function targetsOf(firewall: JsonObject): readonly FirewallTarget[] {
  return members(firewall, "applied_to").flatMap((each): readonly FirewallTarget[] => {
    const { id } = member(each, "server");
    const { selector } = member(each, "label_selector");
    if (typeof id === "number") return [{ server: id }];
    return typeof selector === "string" ? [{ selector }] : [];
  });
}

/** The `apply_to` blocks of a firewall. */
export function targetsIn(blocks: Value): readonly FirewallTarget[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: Value): readonly FirewallTarget[] => {
    const [server, selector] = [field(block, "server"), field(block, "label_selector")];
    if (typeof server === "number" && server !== 0) return [{ server }];
    return typeof selector === "string" && selector !== "" ? [{ selector }] : [];
  });
}

/** A target as an `apply_to` block. */
export function targetValue(target: FirewallTarget): Value {
  return new Map<string, Value>([
    ["label_selector", "selector" in target ? target.selector : ""],
    ["server", "server" in target ? target.server : 0],
  ]);
}

/** Those of the first that are not among the second. */
export function without(targets: readonly FirewallTarget[], others: readonly FirewallTarget[]): FirewallTarget[] {
  const known = new Set(others.map(key));
  return targets.filter((target) => !known.has(key(target)));
}

function key(target: FirewallTarget): string {
  return "server" in target ? `server ${target.server}` : `selector ${target.selector}`;
}
