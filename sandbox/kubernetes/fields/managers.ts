import { type Json, type JsonObject, objectsOf, textOf } from "../plain/json";
import { type FieldSet, isEmptySet, readFieldSet, writeFieldSet } from "./field-set";

/** One entry of managedFields. */
export interface Manager {
  readonly name: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource: string;
  /** "2026-11-01T00:00:00Z"; "" where nobody knows. */
  readonly time: string;
  readonly fields: FieldSet;
}

/** What makes an entry this one: for Apply the version does not count. */
export function isSameManager(a: Omit<Manager, "time" | "fields">, b: Omit<Manager, "time" | "fields">): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === "Apply" || a.apiVersion === b.apiVersion)
  );
}

/** Reads managedFields. */
export function readManagers(managedFields: Json | undefined): Manager[] {
  return objectsOf(managedFields).flatMap((entry) => {
    const name = textOf(entry["manager"]);
    const operation = entry["operation"];
    if (operation !== "Apply" && operation !== "Update") return [];
    return [
      {
        name,
        operation,
        apiVersion: textOf(entry["apiVersion"]),
        subresource: textOf(entry["subresource"]),
        time: textOf(entry["time"]),
        fields: readFieldSet(entry["fieldsV1"]),
      },
    ];
  });
}

/** Writes managedFields, those without fields left out, in the server's order. */
export function writeManagers(managers: readonly Manager[]): JsonObject[] {
  return managers
    .filter(({ fields }) => !isEmptySet(fields))
    .toSorted(compareManagers)
    .map(({ name, operation, apiVersion, subresource, time, fields }) => ({
      manager: name,
      operation,
      apiVersion,
      ...(time === "" ? {} : { time }),
      fieldsType: "FieldsV1",
      fieldsV1: writeFieldSet(fields),
      ...(subresource === "" ? {} : { subresource }),
    }));
}

function compareManagers(a: Manager, b: Manager): number {
  for (const key of ["operation", "time", "name", "apiVersion", "subresource"] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return 0;
}
