import { without } from "../plain/compare";
import { type JsonObject, objectOf, objectsOf } from "../plain/json";
import { compareFields } from "./compare-fields";
import {
  difference,
  emptySet,
  type FieldSet,
  intersection,
  isSameSet,
  leafSet,
  recursiveDifference,
  union,
} from "./field-set";
import { isSameManager, type Manager, readManagers, writeManagers } from "./managers";
import type { Division } from "./typed-walk";

/** Who writes. */
export interface Writer {
  /** Field manager. */
  readonly manager: string;
  readonly apiVersion: string;
  /** "" for the resource itself. */
  readonly subresource: string;
  /** Of this write, "2026-11-01T00:00:00Z". */
  readonly time: string;
  /** Paths ("spec", "metadata.labels") that this way of writing does not change. */
  readonly resetFields: readonly string[];
}

/** Fields of metadata that nobody owns. */
const unowned = [
  "name",
  "namespace",
  "creationTimestamp",
  "selfLink",
  "uid",
  "generation",
  "managedFields",
  "resourceVersion",
];

/**
 * `after`, with managedFields as they are after an update from `before` (for a create: the empty object of the type).
 */
export function trackUpdate(
  before: JsonObject,
  after: JsonObject,
  division: Division,
  writer: Writer,
  isCreate: boolean,
): JsonObject {
  const metadata = objectOf(after["metadata"]);
  const given = objectsOf(metadata["managedFields"]);
  const wantsReset =
    Array.isArray(metadata["managedFields"]) && given.every((entry) => Object.keys(entry).length === 0);
  const own = readManagers(given);
  const previous = own.length > 0 ? own : wantsReset ? [] : readManagers(objectOf(before["metadata"])["managedFields"]);
  if (!isCreate && previous.length === 0) return withManagers(after, []);
  const self = {
    name: writer.manager,
    operation: "Update",
    apiVersion: writer.apiVersion,
    subresource: writer.subresource,
  } as const;
  const changes = compareFields(ownable(before), ownable(after), division);
  const reset = resetSet(writer.resetFields);
  const written = recursiveDifference(union(changes.added, changes.modified), reset);
  const removed = recursiveDifference(changes.removed, reset);
  const managers = previous.map((manager) =>
    isSameManager(manager, self)
      ? manager
      : withFields(manager, difference(difference(manager.fields, intersection(manager.fields, written)), removed)),
  );
  const index = managers.findIndex((manager) => isSameManager(manager, self));
  const mine = managers[index];
  const fields = recursiveDifference(union(difference(mine?.fields ?? emptySet, removed), written), reset);
  const entry: Manager = {
    ...self,
    fields,
    time: mine !== undefined && isSameSet(mine.fields, fields) ? mine.time : timeOf(writer),
  };
  if (index < 0) managers.push(entry);
  else managers[index] = entry;
  return withManagers(after, managers);
}

/** The real server forgets when somebody scaled. */
function timeOf({ subresource, time }: Writer): string {
  return subresource === "scale" ? "" : time;
}

function withFields(manager: Manager, fields: FieldSet): Manager {
  return { ...manager, fields };
}

/** The object with other managedFields; none at all where nobody owns anything. */
function withManagers(object: JsonObject, managers: readonly Manager[]): JsonObject {
  const metadata = without(objectOf(object["metadata"]), "managedFields");
  const written = writeManagers(managers);
  return { ...object, metadata: written.length === 0 ? metadata : { ...metadata, managedFields: written } };
}

/** What may be owned of an object. */
function ownable(object: JsonObject): JsonObject {
  const rest = without(object, "apiVersion", "kind");
  return { ...rest, metadata: without(objectOf(object["metadata"]), ...unowned) };
}

/** "metadata.labels" → the set with that path. */
function resetSet(paths: readonly string[]): FieldSet {
  let set = emptySet;
  for (const path of paths) {
    let node = leafSet;
    for (const step of path.split(".").reverse()) node = { isMember: false, children: new Map([[`f:${step}`, node]]) };
    set = union(set, node);
  }
  return set;
}
