import type { KindRules } from "../kinds/kind-rules";
import { type Json, type JsonObject, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import { ageText } from "./age";
import { columnsOf } from "./columns";

/** What goes into a table. */
export interface TableOptions {
  readonly resource: Resource;
  readonly rules: KindRules;
  readonly nowMs: number;
  /** "v1" or "v1beta1" */
  readonly version: string;
  /** "Metadata", "Object" or "None". */
  readonly includeObject: string;
  /** Without column definitions, as later events of a watch. Default false. */
  readonly isContinued?: boolean;
}

/** A table of objects; `metadata` is that of the list. */
export function tableOf(objects: readonly JsonObject[], metadata: JsonObject, options: TableOptions): JsonObject {
  const { resource, version, isContinued } = options;
  return {
    kind: "Table",
    apiVersion: `meta.k8s.io/${version}`,
    metadata,
    columnDefinitions: isContinued === true ? null : columnsOf(resource),
    rows: objects.map((object) => rowOf(object, options)),
  };
}

function rowOf(object: JsonObject, options: TableOptions): JsonObject {
  const cells = cellsOf(object, options);
  if (options.includeObject === "None") return { cells, object: null };
  if (options.includeObject === "Object") return { cells, object };
  return { cells, object: partialOf(object, options.version) };
}

/** The object's metadata alone. */
export function partialOf(object: JsonObject, version: string): JsonObject {
  return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata: metadataOf(object) };
}

function cellsOf(object: JsonObject, { resource, rules, nowMs }: TableOptions): Json[] {
  const own = rules.cells?.(object, nowMs);
  const created = textOf(metadataOf(object)["creationTimestamp"]);
  if (own !== undefined) return own;
  const columns = columnsOf(resource);
  const last = columns.at(-1);
  const cells: Json[] = columns.slice(1, -1).map(() => "<none>");
  return [nameOf(object), ...cells, last?.["type"] === "date" ? created : ageText(created, nowMs)];
}
