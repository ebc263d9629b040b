/** Compares states and plans attribute by attribute, as the schema says: sets without order. */
import { isDeepStrictEqual } from "node:util";
import { type PublishedBlock, publishedProvider } from "../../../sandbox/stand-in/schema/published-schema";
import { canonicalBlock } from "./canonical";
import { Json } from "./json";

/**
 * Instances of the state: attributes, schema version, what is sensitive, whether tainted. `private` is left out: it is
 * the bookkeeping of the real provider's SDKs.
 */
export function stateDifferences(recorded: readonly Json[], got: readonly Json[]): readonly string[] {
  const byAddress = (list: readonly Json[]) => new Map(list.map((each) => [each.get("address").text(), each]));
  const [wanted, found] = [byAddress(recorded), byAddress(got)];
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((address) => {
    const [left, right] = [wanted.get(address), found.get(address)];
    if (left === undefined) return [`${address} is in the state`];
    if (right === undefined) return [`${address} is not in the state`];
    return instanceDifferences(address, left, right).map((line) => `${address} ${line}`);
  });
}

function instanceDifferences(address: string, recorded: Json, got: Json): readonly string[] {
  const parts = ["schema_version", "status"].flatMap((name) =>
    valueDifference(name, recorded.get(name).value ?? null, got.get(name).value ?? null),
  );
  const [left, right] = [recorded, got].map((each) => sensitivePaths(each.get("sensitive_attributes")));
  return [
    ...parts,
    ...valueDifference("sensitive_attributes", left, right),
    ...attributeDifferences(address, recorded.get("attributes"), got.get("attributes")),
  ];
}

/** What a plan leaves to do. */
export function changeDifferences(recorded: Json, got: Json): readonly string[] {
  const addresses = new Set([...recorded.entries(), ...got.entries()].map(([address]) => address));
  return [...addresses].flatMap((address) => {
    const [wanted, planned] = [recorded.get(address), got.get(address)];
    const [before, after] = [actionsOf(wanted), actionsOf(planned)];
    if (before !== after) return [`${address} action: recorded ${before}, planned ${after}`];
    if (before === "no-op") return [];
    return [
      ...attributeDifferences(address, wanted.get("after"), planned.get("after")),
      ...attributeDifferences(address, pruned(wanted.get("after_unknown")), pruned(planned.get("after_unknown"))).map(
        (line) => `unknown ${line}`,
      ),
    ].map((line) => `${address} ${line}`);
  });
}

function actionsOf(change: Json): string {
  return change.isNull
    ? "no-op"
    : change
        .get("actions")
        .list()
        .map((each) => each.text())
        .join("+");
}

function attributeDifferences(address: string, recorded: Json, got: Json): readonly string[] {
  const block = blockOf(address);
  const [left, right] = [recorded, got].map(
    (each) => new Json(block === undefined ? each.value : canonicalBlock(each.value, block)),
  );
  if (left === undefined || right === undefined) return [];
  const names = new Set([...left.entries(), ...right.entries()].map(([name]) => name));
  return [...names].flatMap((name) => valueDifference(name, left.get(name).value, right.get(name).value));
}

function valueDifference(name: string, recorded: unknown, got: unknown): readonly string[] {
  if (isDeepStrictEqual(recorded, got)) return [];
  return [`${name}: recorded ${JSON.stringify(recorded)}, got ${JSON.stringify(got)}`];
}

function blockOf(address: string): PublishedBlock | undefined {
  const [first = "", second = ""] = address.split(".");
  const { resources, dataSources } = publishedProvider();
  return first === "data" ? dataSources.get(second)?.block : resources.get(first)?.block;
}

function sensitivePaths(json: Json): readonly string[] {
  return json
    .list()
    .map((each) => JSON.stringify(each.value))
    .sort();
}

/** Of what is unknown, only what is. */
function pruned(json: Json): Json {
  return new Json(onlyTrue(json.value) ?? {});
}

function onlyTrue(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => onlyTrue(item));
    return items.some((item) => item !== undefined) ? items.map((item) => item ?? {}) : undefined;
  }
  if (typeof value !== "object" || value === null) return value === true ? true : undefined;
  const kept = new Json(value).entries().flatMap(([name, item]) => {
    const inner = onlyTrue(item.value);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
