import { isDeepStrictEqual } from "node:util";
import { Json } from "../hcloud-http/json";
import { members, type PlanCase, type PlanResult } from "./plan-case";

/** How a plan differs from the recorded one: action, values, unknowns, paths of replacement, refusals. */
export function differences(one: PlanCase, got: PlanResult): readonly string[] {
  const { expected } = one;
  if (one.panicked) return [];
  if (got.failed !== expected.failed) {
    const errors = got.told.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
    return [
      expected.failed
        ? `recorded a refusal "${expected.told.map(({ summary }) => summary).join("; ")}", planned`
        : `refused: ${errors.join("; ")}`,
    ];
  }
  return [...toldDifferences(one, got), ...changeDifferences(expected, got)];
}

/** Errors and warnings by severity and address; their texts may be ours. */
function toldDifferences({ expected }: PlanCase, got: PlanResult): readonly string[] {
  const count = (result: PlanResult, severity: string) =>
    new Set(
      result.told.filter((each) => each.severity === severity).map(({ address, summary }) => `${address} ${summary}`),
    ).size;
  const [wanted, told] = [count(expected, "error") > 0, count(got, "error") > 0];
  const warned = [count(expected, "warning") > 0, count(got, "warning") > 0] as const;
  return [
    ...(wanted === told ? [] : [`errors: recorded ${wanted}, got ${told}`]),
    ...(expected.failed || warned[0] === warned[1] ? [] : [`warnings: recorded ${warned[0]}, got ${warned[1]}`]),
  ];
}

function changeDifferences(expected: PlanResult, got: PlanResult): readonly string[] {
  const addresses = new Set([...expected.changes.keys(), ...got.changes.keys()]);
  return [...addresses].flatMap((address) => {
    if (address.startsWith("terraform_data.") || address.startsWith("data.")) return [];
    const [wanted, planned] = [expected.changes.get(address), got.changes.get(address)];
    if (wanted === undefined)
      return planned?.get("change").get("actions").list()[0]?.text() === "no-op" ? [] : [`${address} is planned`];
    if (planned === undefined) return [`${address} is not planned`];
    return oneChange(wanted, planned.get("change")).map((line) => `${address} ${line}`);
  });
}

function oneChange(wanted: Json, planned: Json): readonly string[] {
  const parts = ["actions", "after", "after_unknown", "replace_paths"].flatMap((part) => {
    const [left, right] = [loose(wanted.get(part).value, part), loose(planned.get(part).value, part)];
    return isDeepStrictEqual(left, right) ? [] : [`${part}: ${firstDifference(new Json(left), new Json(right))}`];
  });
  return parts;
}

/**
 * Arrays are compared without order (nearly all stand for sets). Inside of blocks, what is empty is as what is not there:
 * the older SDK writes one or the other by rules that no user sees. In `after_unknown` it always is.
 */
function loose(value: unknown, part: string, inBlock = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => JSON.stringify(loose(item, part, true)));
    return items.sort().map((text) => JSON.parse(text));
  }
  if (typeof value !== "object" || value === null) return value ?? null;
  const kept = Object.entries(value)
    .map(([key, item]) => [key, loose(item, part, inBlock)] as const)
    .filter(([, item]) => !((inBlock || part === "after_unknown") && isNothing(item)))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(kept);
}

function isNothing(item: unknown): boolean {
  return item === null || item === false || item === "" || item === 0 || isEmpty(item);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function firstDifference(left: Json, right: Json): string {
  const names = new Set([...members(left), ...members(right)].map(([name]) => name));
  const texts = [...names]
    .filter((name) => !isDeepStrictEqual(left.get(name).value, right.get(name).value))
    .map(
      (name) =>
        `${name} recorded ${JSON.stringify(left.get(name).value)}, planned ${JSON.stringify(right.get(name).value)}`,
    );
  return texts.length > 0
    ? texts.join(", ")
    : `recorded ${JSON.stringify(left.value)}, planned ${JSON.stringify(right.value)}`;
}
