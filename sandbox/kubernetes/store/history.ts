import type { JsonObject } from "../plain/json";
import type { ObjectKey } from "./object-key";

/** One write, as watches tell it. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly key: ObjectKey;
  /** What is stored since, or what was removed, with the number of this write. */
  readonly object: JsonObject;
  readonly previous: JsonObject | undefined;
  readonly revision: number;
}

/** Writes that are remembered for each resource; the real server keeps five minutes. */
const rememberedWrites = 2500;

/** What was written lately, by resource. */
export class History {
  readonly #changes = new Map<string, Change[]>();
  /** Nothing before is known, of any resource. */
  #compacted = 0;
  /** Nothing before is known, of one resource. */
  readonly #forgotten = new Map<string, number>();

  add(change: Change): void {
    const changes = this.#changes.get(change.key.resource) ?? [];
    changes.push(change);
    this.#changes.set(change.key.resource, changes);
    if (changes.length <= rememberedWrites * 2) return;
    const dropped = changes.splice(0, changes.length - rememberedWrites);
    this.#forgotten.set(change.key.resource, dropped.at(-1)?.revision ?? 0);
  }

  /** Writes to a resource after `revision`; undefined: they are forgotten. */
  since(resource: string, revision: number): readonly Change[] | undefined {
    if (revision < Math.max(this.#compacted, this.#forgotten.get(resource) ?? 0)) return undefined;
    const changes = this.#changes.get(resource) ?? [];
    let from = changes.length;
    while (from > 0 && (changes[from - 1]?.revision ?? 0) > revision) from -= 1;
    return changes.slice(from);
  }

  /** Forgets everything before `revision`. */
  compact(revision: number): void {
    this.#compacted = Math.max(this.#compacted, revision);
    for (const [resource, changes] of this.#changes) {
      this.#changes.set(
        resource,
        changes.filter((change) => change.revision > revision),
      );
    }
  }

  /** The oldest revision that watches may start from. */
  get compactedRevision(): number {
    return this.#compacted;
  }
}
