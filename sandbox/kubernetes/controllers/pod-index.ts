import { at, type JsonObject, textOf } from "../plain/json";
import { uidOf } from "../plain/object-meta";
import type { Change } from "../store/history";
import type { ObjectStore } from "../store/object-store";

/** Pods by node and by uid, kept in step with the store. */
export class PodIndex {
  readonly #byNode = new Map<string, Map<string, JsonObject>>();
  readonly #byUid = new Map<string, JsonObject>();

  /** Follows the store for as long as both live. */
  constructor(store: ObjectStore) {
    for (const pod of store.list("/pods")) this.#put(pod);
    store.onChange((change) => this.#hear(change));
  }

  /** Pods that are bound to a node. */
  onNode(nodeName: string): JsonObject[] {
    return [...(this.#byNode.get(nodeName)?.values() ?? [])];
  }

  /** How many pods are bound to a node. */
  countOn(nodeName: string): number {
    return this.#byNode.get(nodeName)?.size ?? 0;
  }

  byUid(uid: string): JsonObject | undefined {
    return this.#byUid.get(uid);
  }

  /** Names of nodes that pods are bound to, whether there are such nodes or not. */
  nodeNames(): string[] {
    return [...this.#byNode.keys()];
  }

  #hear({ key, type, object, previous }: Change): void {
    if (key.resource !== "/pods") return;
    if (previous !== undefined) this.#drop(previous);
    if (type !== "DELETED") this.#put(object);
  }

  #put(pod: JsonObject): void {
    const uid = uidOf(pod);
    this.#byUid.set(uid, pod);
    const nodeName = textOf(at(pod, "spec", "nodeName"));
    if (nodeName === "") return;
    const pods = this.#byNode.get(nodeName) ?? new Map<string, JsonObject>();
    this.#byNode.set(nodeName, pods.set(uid, pod));
  }

  #drop(pod: JsonObject): void {
    const uid = uidOf(pod);
    this.#byUid.delete(uid);
    const nodeName = textOf(at(pod, "spec", "nodeName"));
    const pods = this.#byNode.get(nodeName);
    pods?.delete(uid);
    if (pods?.size === 0) this.#byNode.delete(nodeName);
  }
}
