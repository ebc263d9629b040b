import {
  type ConfigDocument,
  documentLabel,
  isZero,
  legacyKind,
  type MachineConfig,
  type StructSpec,
  structSpec,
} from "../documents";
import { encodeDocument, specOf, structToOutput } from "../encode";
import type { TypeSpec } from "../schema";
import { GeneralMap, type Value, type ValueMap } from "../value";
import { Float, RawScalar, writeDocument, type YamlKey, type YamlOutput } from "../yaml";

/** A tree of what to delete and what to set. */
interface Changes {
  readonly deletions: Map<YamlKey, YamlOutput>;
  readonly values: ValueMap;
}

/**
 * Strategic merge patches that lead from one configuration to the other: first what is deleted, then what is
 * set. Empty when both are the same. The result has the same documents, new ones at the end.
 */
export function createPatches(before: MachineConfig, after: MachineConfig): string[] {
  const deletions: string[] = [];
  const values: string[] = [];
  for (const old of before.documents) {
    const now = find(after, old);
    if (now === undefined) deletions.push(deletion(old, new Map([["$patch", "delete"]])));
    else if (encodeDocument(old) !== encodeDocument(now)) {
      const changes = compareStructs(old.value, now.value, specOf(old.kind));
      if (changes.deletions.size > 0) deletions.push(deletion(old, changes.deletions));
      if (changes.values.size > 0)
        values.push(writeDocument(withIdentity(old, structToOutput(changes.values, specOf(old.kind)))));
    }
  }
  for (const now of after.documents) if (find(before, now) === undefined) values.push(encodeDocument(now));
  return [deletions, values].filter((texts) => texts.length > 0).map((texts) => texts.join("---\n"));
}

function find(config: MachineConfig, wanted: ConfigDocument): ConfigDocument | undefined {
  return config.documents.find((document) => documentLabel(document) === documentLabel(wanted));
}

function deletion(document: ConfigDocument, changes: Map<YamlKey, YamlOutput>): string {
  return writeDocument(withIdentity(document, changes));
}

function withIdentity(
  { kind, apiVersion, name }: ConfigDocument,
  rest: Map<YamlKey, YamlOutput>,
): Map<YamlKey, YamlOutput> {
  const identity: [YamlKey, YamlOutput][] =
    kind === legacyKind ? [] : [["apiVersion", apiVersion], ["kind", kind], ...nameEntry(name)];
  return new Map([...identity, ...rest]);
}

function nameEntry(name: string): [YamlKey, YamlOutput][] {
  return name === "" ? [] : [["name", name]];
}

function compareStructs(before: ValueMap, after: ValueMap, spec: StructSpec): Changes {
  const changes: Changes = { deletions: new Map(), values: new Map() };
  for (const field of spec.fields) {
    compareField(field.key, before.get(field.key), after.get(field.key), field.type, changes);
  }
  return changes;
}

function compareField(
  key: string,
  before: Value | undefined,
  after: Value | undefined,
  type: TypeSpec,
  changes: Changes,
): void {
  if (same(before, after)) return;
  const inner = innerStruct(type);
  if (inner !== undefined && before instanceof Map && after instanceof Map && after.size > 0) {
    const nested = compareStructs(before, after, inner);
    if (nested.deletions.size > 0) changes.deletions.set(key, nested.deletions);
    if (nested.values.size > 0) changes.values.set(key, nested.values);
    return;
  }
  // A pointer or list that is there but empty is not the same as none, so only what is absent stays untouched.
  if (before !== undefined && before !== null) changes.deletions.set(key, new Map([["$patch", "delete"]]));
  if (
    after !== undefined &&
    after !== null &&
    (type.kind === "pointer" || type.kind === "list" || !isZero(after, type))
  )
    changes.values.set(key, after);
}

function innerStruct(type: TypeSpec): StructSpec | undefined {
  const target = type.kind === "pointer" ? type.to : type;
  return target.kind === "struct" ? structSpec(target.name) : undefined;
}

function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined || left === null || right === null) return left === right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (left instanceof Map && right instanceof Map) {
    return left.size === right.size && [...left].every(([key, item]) => right.has(key) && same(item, right.get(key)));
  }
  if (left instanceof RawScalar && right instanceof RawScalar) return left.text === right.text;
  if (left instanceof Float && right instanceof Float) return Object.is(left.value, right.value);
  if (left instanceof GeneralMap && right instanceof GeneralMap) {
    return same(left.entries.flat(), right.entries.flat());
  }
  return left === right;
}
