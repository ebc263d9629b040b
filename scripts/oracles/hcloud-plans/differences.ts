import { isDeepStrictEqual } from "node:util";
import { Json } from "../hcloud-http/json";
import { members, type PlanCase, type PlanResult } from "./plan-case";
import { toldDifferences } from "./told";
import { withOrderedSets } from "./unordered-sets";

/** What is compared of a change, besides its address before. */
const VALUES = ["after", "after_unknown", "after_sensitive", "before_sensitive"] as const;

/** How a plan differs from the recorded one: action and its reason, values, unknowns, paths of replacement, refusals. */
export function differences(one: PlanCase, got: PlanResult): readonly string[] {
  const { expected } = one;
  if (one.panicked) return [crashed(got) ? "the provider crashed" : "the real one panicked"];
  if (got.failed !== expected.failed) {
    const errors = got.told.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
    return [
      expected.failed
        ? `recorded a refusal "${expected.told.map(({ summary }) => summary).join("; ")}", planned`
        : `refused: ${errors.join("; ")}`,
    ];
  }
  return [...toldDifferences(expected.told, got.told), ...changeDifferences(expected, got)];
}

function crashed(got: PlanResult): boolean {
  return got.told.some(({ summary }) => /plugin (did not respond|crashed)|request cancelled/i.test(summary));
}

function changeDifferences(expected: PlanResult, got: PlanResult): readonly string[] {
  const addresses = new Set([...expected.changes.keys(), ...got.changes.keys()]);
  return [...addresses].flatMap((address) => {
    const [wanted, planned] = [expected.changes.get(address), got.changes.get(address)];
    if (wanted === undefined) return [`${address} is planned`];
    if (planned === undefined) return [`${address} is not planned`];
    return changeLines(wanted, planned).map((line) => `${address} ${line}`);
  });
}

/** `wanted` is as recorded, all in one object; `planned` as the core shows it, some around `change`. */
function changeLines(wanted: Json, planned: Json): readonly string[] {
  const change = planned.get("change");
  const type = planned.get("type").text();
  return [
    ...line("actions", wanted.get("actions").value, change.get("actions").value),
    ...VALUES.flatMap((name) =>
      line(name, withOrderedSets(type, wanted.get(name).value), withOrderedSets(type, change.get(name).value)),
    ),
    ...line("replace_paths", sorted(wanted.get("replace_paths")), sorted(change.get("replace_paths"))),
    ...line("action_reason", wanted.get("action_reason").value, planned.get("action_reason").value),
    ...line("previous_address", wanted.get("previous_address").value, planned.get("previous_address").value),
  ];
}

function sorted(paths: Json): readonly string[] {
  return paths
    .list()
    .map(({ value }) => JSON.stringify(value))
    .sort();
}

function line(name: string, wanted: unknown, planned: unknown): readonly string[] {
  if (isDeepStrictEqual(wanted ?? null, planned ?? null)) return [];
  return [`${name}: ${firstDifference(new Json(wanted), new Json(planned))}`];
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
