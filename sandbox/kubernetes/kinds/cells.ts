import { at, type Json, type JsonObject, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { selectorText } from "../selectors/selector-text";
import { ageText } from "../tables/age";

/** Age of an object as a cell. */
export function ageCell(object: JsonObject, nowMs: number): string {
  return ageText(textOf(metadataOf(object)["creationTimestamp"]), nowMs);
}

/** Name, further cells, age: the usual row. */
export function usualCells(object: JsonObject, nowMs: number, ...cells: Json[]): Json[] {
  return [nameOf(object), ...cells, ageCell(object, nowMs)];
}

/** Names and images of the containers of a pod template, as two cells. */
export function containerCells(spec: Json | undefined): [string, string] {
  const containers = objectsOf(at(spec, "containers"));
  return [
    containers.map((container) => textOf(container["name"])).join(","),
    containers.map((container) => textOf(container["image"])).join(","),
  ];
}

/** A label selector as a cell. */
export function selectorCell(selector: Json | undefined): string {
  const text = selectorText(selector);
  return text === "" ? "<none>" : text;
}

/** A number in an object; 0 where there is none. */
export function numberAt(object: Json | undefined, ...path: readonly string[]): number {
  const value = at(object, ...path);
  return typeof value === "number" ? value : 0;
}

/** "a,b"; "<none>" of nothing. */
export function listCell(items: readonly string[]): string {
  return items.length === 0 ? "<none>" : items.join(",");
}
