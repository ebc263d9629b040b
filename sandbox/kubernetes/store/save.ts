import { isObject, type Json, type JsonObject, listOf, textOf } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import type { ObjectKey, ObjectStore } from "./object-store";

/** A cluster's objects as plain data. */
export interface SavedCluster {
  readonly revision: number;
  readonly objects: readonly (readonly [ObjectKey, JsonObject])[];
}

/** Every object, and the number of the last write. */
export function saveStore(store: ObjectStore): SavedCluster {
  const objects = store
    .resources()
    .flatMap((resource) =>
      store
        .list(resource)
        .map((object): readonly [ObjectKey, JsonObject] => [
          { resource, namespace: namespaceOf(object), name: nameOf(object) },
          object,
        ]),
    );
  return { revision: store.revision, objects };
}

/** Reads what was saved. @throws TypeError when it is no saved cluster */
export function readSaved(saved: unknown): SavedCluster {
  const plain: Json = JSON.parse(JSON.stringify(saved ?? null));
  if (!isObject(plain) || typeof plain["revision"] !== "number") {
    throw new TypeError("Cannot restore cluster: the saved data has no revision");
  }
  const objects = listOf(plain["objects"]).map((pair): readonly [ObjectKey, JsonObject] => {
    const [key, object] = listOf(pair);
    if (!isObject(key) || !isObject(object)) throw new TypeError("Cannot restore cluster: an object has no key");
    return [
      { resource: textOf(key["resource"]), namespace: textOf(key["namespace"]), name: textOf(key["name"]) },
      object,
    ];
  });
  return { revision: plain["revision"], objects };
}
