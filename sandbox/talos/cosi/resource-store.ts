import { type Change, Collection, type ResourceState } from "./collection";
import type { ResourceKind } from "./kind";
import { metaKinds } from "./meta-kinds";

export type { Change, ResourceState };

/** What a store is made of. */
export interface ResourceStoreOptions<Owner> {
  readonly owner: Owner;
  readonly kinds: readonly ResourceKind<Owner>[];
  /** The machine's clock, milliseconds since 1970. */
  now(): number;
  /** Eight bytes that no other boot has: bookmarks of another one are refused by them. */
  readonly cookie: Uint8Array;
}

/** The resources of one life of a machine. Kinds that nobody looks at cost nothing. */
export class ResourceStore<Owner> {
  readonly cookie: Uint8Array;
  readonly #kinds: ReadonlyMap<string, readonly ResourceKind<Owner>[]>;
  readonly #namespaces: ReadonlySet<string>;
  readonly #collections = new Map<string, Collection>();
  readonly #options: ResourceStoreOptions<Owner>;

  constructor(options: ResourceStoreOptions<Owner>) {
    const kinds = [...options.kinds, ...metaKinds(options.kinds)];
    this.#options = options;
    this.cookie = options.cookie;
    this.#kinds = grouped(kinds);
    this.#namespaces = new Set(kinds.map((kind) => kind.namespace));
  }

  /** Undefined: there is no such type. */
  isSensitive(type: string): boolean | undefined {
    return this.#kinds.get(type)?.some((kind) => kind.isSensitive);
  }

  hasNamespace(namespace: string): boolean {
    return this.#namespaces.has(namespace);
  }

  /** What there is of a type in a namespace, up to date. */
  collection(namespace: string, type: string): Collection {
    const key = `${namespace}/${type}`;
    let found = this.#collections.get(key);
    if (found === undefined) {
      const kind = this.#kinds.get(type)?.find((candidate) => candidate.namespace === namespace);
      const { owner, now } = this.#options;
      found = new Collection({ namespace, type }, () => kind?.list(owner) ?? [], now);
      this.#collections.set(key, found);
    }
    found.refresh();
    return found;
  }

  /** Something is other than before: who watches is told at once, the rest is read whenever somebody asks. */
  changed(): void {
    for (const collection of this.#collections.values()) if (collection.watchers > 0) collection.refresh();
  }
}

function grouped<Owner>(kinds: readonly ResourceKind<Owner>[]): Map<string, ResourceKind<Owner>[]> {
  const groups = new Map<string, ResourceKind<Owner>[]>();
  for (const kind of kinds) groups.set(kind.type, [...(groups.get(kind.type) ?? []), kind]);
  return groups;
}
