/**
 * The objects of a cluster, each write numbered, and what was written before: for watches, pages and 410. What etcd is to
 * the real server. Never here: what a kind means, who may write, or how it is told.
 */
import type { JsonObject } from "../plain/json";
import { type Change, History } from "./history";
import type { ObjectKey } from "./object-key";

export type { ObjectKey };

type Listener = (change: Change) => void;

/** One resource's objects, by "namespace/name". */
interface Shelf {
  readonly objects: Map<string, JsonObject>;
  /** Keys in the order of lists; undefined: to be sorted anew. */
  sorted: string[] | undefined;
}

/** All objects of a cluster. */
export class ObjectStore {
  readonly #shelves = new Map<string, Shelf>();
  readonly #listeners = new Set<Listener>();
  readonly #untold: Change[] = [];
  #isTelling = false;
  readonly history = new History();
  #revision = 1;

  /** How many listen to changes. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Number of the last write. */
  get revision(): number {
    return this.#revision;
  }

  get(key: ObjectKey): JsonObject | undefined {
    return this.#shelves.get(key.resource)?.objects.get(pathOf(key));
  }

  /** Objects of a resource, in one namespace or ("") in all, in the order of their paths. */
  list(resource: string, namespace = ""): JsonObject[] {
    const shelf = this.#shelves.get(resource);
    if (shelf === undefined) return [];
    shelf.sorted ??= [...shelf.objects.keys()].sort(byPath);
    const found: JsonObject[] = [];
    const prefix = `${namespace}/`;
    for (const path of shelf.sorted) {
      if (namespace !== "" && !path.startsWith(prefix)) continue;
      const object = shelf.objects.get(path);
      if (object !== undefined) found.push(object);
    }
    return found;
  }

  /** What {@link list} answered when `revision` was the last write; undefined: that is forgotten. */
  listAt(resource: string, namespace: string, revision: number): JsonObject[] | undefined {
    if (revision >= this.#revision) return this.list(resource, namespace);
    const later = this.history.since(resource, revision);
    if (later === undefined) return undefined;
    const objects = new Map(this.#shelves.get(resource)?.objects);
    for (const { key, previous } of later.toReversed()) {
      if (previous === undefined) objects.delete(pathOf(key));
      else objects.set(pathOf(key), previous);
    }
    const paths = [...objects.keys()].sort(byPath);
    const wanted = namespace === "" ? paths : paths.filter((path) => path.startsWith(`${namespace}/`));
    return wanted.flatMap((path): JsonObject[] => {
      const object = objects.get(path);
      return object === undefined ? [] : [object];
    });
  }

  /** Writes an object; `make` gets the number of this write and answers what is stored. */
  put(key: ObjectKey, make: (revision: number) => JsonObject): JsonObject {
    this.#revision += 1;
    const object = make(this.#revision);
    const shelf = this.#shelf(key.resource);
    const path = pathOf(key);
    const previous = shelf.objects.get(path);
    shelf.objects.set(path, object);
    if (previous === undefined) shelf.sorted = undefined;
    this.#tell({
      type: previous === undefined ? "ADDED" : "MODIFIED",
      key,
      object,
      previous,
      revision: this.#revision,
    });
    return object;
  }

  /** Removes an object; `make` gets it and the number of this write, and answers what is told of it. */
  remove(key: ObjectKey, make: (object: JsonObject, revision: number) => JsonObject): JsonObject | undefined {
    const shelf = this.#shelf(key.resource);
    const previous = shelf.objects.get(pathOf(key));
    if (previous === undefined) return undefined;
    this.#revision += 1;
    shelf.objects.delete(pathOf(key));
    shelf.sorted = undefined;
    const object = make(previous, this.#revision);
    this.#tell({ type: "DELETED", key, object, previous, revision: this.#revision });
    return object;
  }

  /** Hears every write, at once and in order. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resources that have objects. */
  resources(): string[] {
    return [...this.#shelves.keys()].filter((resource) => (this.#shelves.get(resource)?.objects.size ?? 0) > 0);
  }

  /** Takes over what an earlier process saved: nobody is told, and nothing older is known. */
  restore(revision: number, objects: Iterable<readonly [ObjectKey, JsonObject]>): void {
    for (const [key, object] of objects) {
      const shelf = this.#shelf(key.resource);
      shelf.objects.set(pathOf(key), object);
      shelf.sorted = undefined;
    }
    this.#revision = revision;
    this.history.compact(revision);
  }

  #shelf(resource: string): Shelf {
    let shelf = this.#shelves.get(resource);
    if (shelf === undefined) {
      shelf = { objects: new Map(), sorted: undefined };
      this.#shelves.set(resource, shelf);
    }
    return shelf;
  }

  /** What a listener writes in turn is told after what it has heard: nobody hears the later one first. */
  #tell(change: Change): void {
    this.history.add(change);
    this.#untold.push(change);
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
        for (const listener of [...this.#listeners]) listener(next);
      }
    } finally {
      this.#isTelling = false;
    }
  }
}

function pathOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}

/** By bytes, as etcd sorts. */
function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
