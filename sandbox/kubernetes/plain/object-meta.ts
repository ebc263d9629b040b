import { isObject, type Json, type JsonObject, objectOf, objectsOf, textOf } from "./json";

/** `metadata`, as it is. */
export function metadataOf(object: JsonObject): JsonObject {
  return objectOf(object["metadata"]);
}

/** `metadata.name` */
export function nameOf(object: JsonObject): string {
  return textOf(metadataOf(object)["name"]);
}

/** `metadata.namespace`; "" where there is none. */
export function namespaceOf(object: JsonObject): string {
  return textOf(metadataOf(object)["namespace"]);
}

/** `metadata.uid` */
export function uidOf(object: JsonObject): string {
  return textOf(metadataOf(object)["uid"]);
}

/** `metadata.labels`, texts only. */
export function labelsOf(object: JsonObject): Readonly<Record<string, string>> {
  return textMap(metadataOf(object)["labels"]);
}

/** `metadata.annotations`, texts only. */
export function annotationsOf(object: JsonObject): Readonly<Record<string, string>> {
  return textMap(metadataOf(object)["annotations"]);
}

/** The owner that controls it, if there is one. */
export function controllerOf(object: JsonObject): JsonObject | undefined {
  return objectsOf(metadataOf(object)["ownerReferences"]).find((owner) => owner["controller"] === true);
}

/** The members of an object that are texts. */
export function textMap(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  const texts: Record<string, string> = {};
  for (const [name, member] of Object.entries(value)) if (typeof member === "string") texts[name] = member;
  return texts;
}
