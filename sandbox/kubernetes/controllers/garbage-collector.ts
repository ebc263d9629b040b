import { ApiError } from "../api/api-error";
import { type JsonObject, objectsOf, textOf, textsOf } from "../plain/json";
import { metadataOf, namespaceOf, uidOf } from "../plain/object-meta";
import { shelfOf } from "../registry/registry";
import type { Resource } from "../schema/resource";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { asController, ControllerWriter } from "./writer";

/** Deletes what has lost its owners, and holds owners until their dependents are gone. */
export const garbageCollector: ControllerFactory = (parts) => new GarbageCollector(parts);

/** A place in the store: "shelf|namespace|name". */
type Place = string;

class GarbageCollector implements Controller {
  readonly #parts: ControllerParts;
  readonly #writer: ControllerWriter;
  /** Where the object with a uid is. */
  readonly #places = new Map<string, Place>();
  /** Who names a uid as owner. */
  readonly #dependents = new Map<string, Set<Place>>();

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#writer = new ControllerWriter(parts, { ...asController, manager: "kube-controller-manager" });
  }

  keysOf({ type, key, object, previous }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "/events") return [];
    const place = `${key.resource}|${key.namespace}|${key.name}`;
    const uid = uidOf(object);
    for (const owner of ownersIn(previous)) this.#dependents.get(owner)?.delete(place);
    if (type === "DELETED") {
      this.#places.delete(uid);
      const waiting = ownersIn(object).map((owner) => `owner ${owner}`);
      return this.#dependents.has(uid) ? [`gone ${uid}`, ...waiting] : waiting;
    }
    this.#places.set(uid, place);
    const owners = ownersIn(object);
    for (const owner of owners) {
      const set = this.#dependents.get(owner) ?? new Set();
      this.#dependents.set(owner, set.add(place));
    }
    const isHeld =
      metadataOf(object)["deletionTimestamp"] !== undefined &&
      textsOf(metadataOf(object)["finalizers"]).some((name) => name === "orphan" || name === "foregroundDeletion");
    return [...(owners.length > 0 ? [`check ${place}`] : []), ...(isHeld ? [`owner ${uid}`] : [])];
  }

  reconcile(key: string): void {
    const space = key.indexOf(" ");
    const [what, id] = [key.slice(0, space), key.slice(space + 1)];
    if (what === "check") this.#check(id);
    else if (what === "owner") this.#releaseOwner(id);
    else for (const place of this.#dependents.get(id) ?? []) this.#check(place);
  }

  /** An object none of whose owners are there goes; else it loses those that are not. */
  #check(place: Place): void {
    const found = this.#find(place);
    if (found === undefined || metadataOf(found.object)["deletionTimestamp"] !== undefined) return;
    const owners = objectsOf(metadataOf(found.object)["ownerReferences"]);
    if (owners.length === 0) return;
    const there = owners.filter((owner) => this.#isThere(owner, found.object));
    const waiting = there.filter((owner) => this.#isWaiting(textOf(owner["uid"])));
    if (there.length === 0) this.#delete(found, "Background");
    else if (waiting.length === there.length)
      this.#delete(found, this.#hasDependents(uidOf(found.object)) ? "Foreground" : undefined);
    else if (there.length < owners.length) this.#setOwners(found, there);
  }

  /** An owner of another namespace is none. */
  #isThere(owner: JsonObject, dependent: JsonObject): boolean {
    const place = this.#places.get(textOf(owner["uid"]));
    if (place === undefined) return false;
    const [, namespace] = place.split("|");
    return namespace === "" || namespace === namespaceOf(dependent);
  }

  #isWaiting(uid: string): boolean {
    const owner = this.#findByUid(uid);
    return (
      owner !== undefined &&
      metadataOf(owner.object)["deletionTimestamp"] !== undefined &&
      textsOf(metadataOf(owner.object)["finalizers"]).includes("foregroundDeletion")
    );
  }

  #hasDependents(uid: string): boolean {
    return (this.#dependents.get(uid)?.size ?? 0) > 0;
  }

  /** Lets an owner go whose dependents are gone (or cut off). */
  #releaseOwner(uid: string): void {
    const owner = this.#findByUid(uid);
    if (owner === undefined || metadataOf(owner.object)["deletionTimestamp"] === undefined) return;
    const finalizers = textsOf(metadataOf(owner.object)["finalizers"]);
    const places = [...(this.#dependents.get(uid) ?? [])];
    if (finalizers.includes("orphan")) {
      for (const place of places) {
        const found = this.#find(place);
        if (found === undefined) continue;
        this.#setOwners(
          found,
          objectsOf(metadataOf(found.object)["ownerReferences"]).filter((row) => row["uid"] !== uid),
        );
      }
      this.#dropFinalizer(owner, "orphan");
    } else if (finalizers.includes("foregroundDeletion")) {
      for (const place of places) this.#check(place);
      const isBlocked = places.some((place) => {
        const found = this.#find(place);
        return (
          found !== undefined &&
          objectsOf(metadataOf(found.object)["ownerReferences"]).some(
            (row) => row["uid"] === uid && row["blockOwnerDeletion"] === true,
          )
        );
      });
      if (!isBlocked) this.#dropFinalizer(owner, "foregroundDeletion");
    }
  }

  #dropFinalizer({ resource, object }: Found, name: string): void {
    this.#writer.update(resource, object, (live) => {
      const metadata = { ...metadataOf(live) };
      const left = textsOf(metadata["finalizers"]).filter((item) => item !== name);
      if (left.length === 0) delete metadata["finalizers"];
      else metadata["finalizers"] = left;
      return { ...live, metadata };
    });
  }

  #setOwners({ resource, object }: Found, owners: readonly JsonObject[]): void {
    this.#writer.update(resource, object, (live) => {
      const metadata = { ...metadataOf(live) };
      if (owners.length === 0) delete metadata["ownerReferences"];
      else metadata["ownerReferences"] = [...owners];
      return { ...live, metadata };
    });
  }

  #delete({ resource, object }: Found, propagationPolicy: string | undefined): void {
    try {
      this.#writer.delete(resource, object, {
        uid: uidOf(object),
        propagationPolicy: propagationPolicy ?? "Background",
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
    }
  }

  #findByUid(uid: string): Found | undefined {
    const place = this.#places.get(uid);
    return place === undefined ? undefined : this.#find(place);
  }

  #find(place: Place): Found | undefined {
    const [shelf = "", namespace = "", name = ""] = place.split("|");
    const object = this.#parts.registry.store.get({ resource: shelf, namespace, name });
    const resource = this.#parts.resources.all.find((row) => shelfOf(row) === shelf && row.group !== "events.k8s.io");
    return object === undefined || resource === undefined ? undefined : { resource, object };
  }
}

interface Found {
  readonly resource: Resource;
  readonly object: JsonObject;
}

function ownersIn(object: JsonObject | undefined): string[] {
  return object === undefined
    ? []
    : objectsOf(metadataOf(object)["ownerReferences"]).map((owner) => textOf(owner["uid"]));
}
