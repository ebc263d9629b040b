/** All resources of one kind: what they are now, and what they were a while ago. */
import type { ResourceContent } from "./kind";

/** A resource with what the store counts of it. */
export interface ResourceState extends ResourceContent {
  readonly namespace: string;
  readonly type: string;
  /** 1, 2, 3 …: one more with each change. */
  readonly version: number;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** One thing that happened to a resource. */
export interface Change {
  readonly kind: "created" | "updated" | "destroyed";
  readonly resource: ResourceState;
  /** What an update has replaced. */
  readonly old: ResourceState | undefined;
}

/** Talos keeps so many changes of a kind for those who come back (runtime options of Talos 1.13). */
const mostChanges = 1024;

/** Compares what the owner says with what it said before. */
export class Collection {
  /** How many want to see every change: while there are any, the owner is asked after each of its own. */
  watchers = 0;
  readonly #namespace: string;
  readonly #type: string;
  readonly #now: () => number;
  readonly #read: () => readonly ResourceContent[];
  readonly #current = new Map<string, ResourceState>();
  readonly #changes: Change[] = [];
  readonly #waiting = new Set<() => void>();
  #position = 0;
  #contents: readonly ResourceContent[] = [];

  constructor(kind: { namespace: string; type: string }, read: () => readonly ResourceContent[], now: () => number) {
    this.#namespace = kind.namespace;
    this.#type = kind.type;
    this.#read = read;
    this.#now = now;
  }

  /** How many changes there ever were. */
  get position(): number {
    return this.#position;
  }

  /** The first change that is still known. */
  get oldest(): number {
    return this.#position - this.#changes.length;
  }

  /** By id, in its order. */
  list(): readonly ResourceState[] {
    return [...this.#current.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(id: string): ResourceState | undefined {
    return this.#current.get(id);
  }

  /** The changes from a position on; the position must not lie before `oldest`. */
  since(position: number): readonly Change[] {
    return this.#changes.slice(position - this.oldest);
  }

  /** Resolves at the next change, or when the signal is aborted. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted) done();
    });
  }

  /** Asks the owner again. */
  refresh(): void {
    const before = this.#position;
    const contents = this.#read();
    if (contents === this.#contents) return;
    this.#contents = contents;
    const ids = new Set(contents.map((content) => content.id));
    for (const [id, resource] of this.#current) {
      if (ids.has(id)) continue;
      this.#current.delete(id);
      this.#record({ kind: "destroyed", resource, old: undefined });
    }
    for (const content of contents) this.#compare(content);
    if (this.#position > before) for (const wake of [...this.#waiting]) wake();
  }

  #compare(content: ResourceContent): void {
    const old = this.#current.get(content.id);
    if (old !== undefined && isSame(old, content)) return;
    const nowMs = this.#now();
    const resource: ResourceState = {
      ...content,
      namespace: this.#namespace,
      type: this.#type,
      version: (old?.version ?? 0) + 1,
      createdMs: old?.createdMs ?? nowMs,
      updatedMs: nowMs,
    };
    this.#current.set(content.id, resource);
    this.#record(old === undefined ? { kind: "created", resource, old } : { kind: "updated", resource, old });
  }

  #record(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length > mostChanges) this.#changes.shift();
    this.#position += 1;
  }
}

function isSame(a: ResourceContent, b: ResourceContent): boolean {
  if (Buffer.compare(a.spec, b.spec) !== 0 || a.owner !== b.owner || a.labels.size !== b.labels.size) return false;
  return [...a.labels].every(([key, value]) => b.labels.get(key) === value);
}
