import type { Value } from "../../../provider-bridge/framework/values/value";
import type { JsonObject } from "../api";
import { field } from "../legacy/field";
import { texts } from "./values";

/** A rule of a configuration as it is sent: what is empty is left out. */
export function ruleBody(rule: Value): JsonObject {
  const filled = (name: string) => {
    const value = field(rule, name);
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  const addresses = (name: string) => {
    const list = texts(field(rule, name));
    return list.length > 0 ? { [name]: list } : {};
  };
  return {
    ...filled("direction"),
    ...addresses("source_ips"),
    ...addresses("destination_ips"),
    ...filled("protocol"),
    ...filled("port"),
    ...filled("description"),
  };
}

/** A rule of an answer as it is stored: nothing is an empty text. */
export function ruleValue(rule: JsonObject): Value {
  const stored = (name: string) => (typeof rule[name] === "string" ? rule[name] : "");
  return new Map<string, Value>([
    ["description", stored("description")],
    ["destination_ips", texts(rule["destination_ips"])],
    ["direction", stored("direction")],
    ["port", stored("port")],
    ["protocol", stored("protocol")],
    ["source_ips", texts(rule["source_ips"])],
  ]);
}

/** Whether two sets of rules say the same, in whatever order and however they tell nothing. */
export function sameRules(left: Value, right: Value): boolean {
  const [one, other] = [left, right].map(keys);
  return one?.join("\n") === other?.join("\n");
}

function keys(rules: Value): readonly string[] {
  if (!Array.isArray(rules)) return [];
  const sorted = (json: JsonObject) =>
    Object.entries(json).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]);
  return rules.map((rule: Value) => JSON.stringify(sorted(ruleBody(rule)))).sort();
}
