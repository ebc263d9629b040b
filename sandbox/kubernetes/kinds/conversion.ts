import { type JsonObject, objectOf } from "../plain/json";
import type { Resource } from "../schema/resource";

/** Members of an event in the core group and in events.k8s.io. */
const eventNames: readonly (readonly [string, string])[] = [
  ["involvedObject", "regarding"],
  ["message", "note"],
  ["source", "deprecatedSource"],
  ["firstTimestamp", "deprecatedFirstTimestamp"],
  ["lastTimestamp", "deprecatedLastTimestamp"],
  ["count", "deprecatedCount"],
  ["reportingComponent", "reportingController"],
];

/** An object as it is stored, in the version of the resource that is asked for. */
export function convertOut(resource: Resource, stored: JsonObject): JsonObject {
  if (resource.group !== "events.k8s.io") return stored;
  const names = new Map(eventNames);
  const converted = renamed(stored, names);
  for (const name of ["reportingController", "reportingInstance"]) if (converted[name] === "") delete converted[name];
  if (Object.keys(objectOf(converted["regarding"])).length === 0) converted["regarding"] = {};
  return { ...converted, apiVersion: "events.k8s.io/v1" };
}

/** An object in the version of a resource, as it is to be stored. */
export function convertIn(resource: Resource, given: JsonObject): JsonObject {
  if (resource.group !== "events.k8s.io") return given;
  const names = new Map(eventNames.map(([core, other]): [string, string] => [other, core]));
  const converted = renamed(given, names);
  return { source: {}, reportingComponent: "", reportingInstance: "", ...converted, apiVersion: "v1" };
}

function renamed(object: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [names.get(name) ?? name, value]));
}
