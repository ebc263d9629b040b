import { keyPath, path } from "../../../provider-bridge/framework/values/path";
import { field } from "../legacy/field";
import type { Check } from "./row";

const NAME = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Hetzner's rule for a key: an optional DNS prefix of at most 253 characters, a name of at most 63. */
export function isLabelKey(key: string): boolean {
  const parts = key.split("/");
  const [first = "", second] = parts;
  if (parts.length > 2) return false;
  if (second === undefined) return NAME.test(first);
  return first.length <= 253 && PREFIX.test(first) && NAME.test(second);
}

/** Hetzner's rule for a value: empty, or as a key without prefix. */
export function isLabelValue(value: string): boolean {
  return value === "" || NAME.test(value);
}

function wrongs(labels: unknown): readonly { readonly key: string; readonly sentence: string }[] {
  if (!(labels instanceof Map)) return [];
  return [...labels].flatMap(([key, value]: [unknown, unknown]) => {
    if (typeof key === "string" && !isLabelKey(key))
      return [{ key, sentence: `The label key '${key}' is not correctly formatted` }];
    if (typeof key === "string" && typeof value === "string" && !isLabelValue(value)) {
      return [{ key, sentence: `The label value '${value}' (key: ${key}) is not correctly formatted` }];
    }
    return [];
  });
}

/** Older half: the first wrong label only, told of all labels. */
export const legacyLabels: Check = (config, { diagnostics }) => {
  const [first] = wrongs(field(config, "labels"));
  if (first !== undefined) diagnostics.error("Invalid label", `${first.sentence}.`, path("labels"));
};

/** Newer half: each wrong label. */
export const labels: Check = (config, { diagnostics }) => {
  for (const { key, sentence } of wrongs(field(config, "labels"))) {
    diagnostics.error("Invalid label", `${sentence}.`, keyPath(path("labels"), key));
  }
};
