import type { ValueType } from "../schema/value-type";
import { indexPath, keyPath, type Path } from "../values/path";

/** What lists, sets and maps are to a validator: an array, or a record. */
export type CollectionType<T = unknown> = ValueType<
  readonly T[] | Readonly<Record<string, T>>,
  readonly T[] | Readonly<Record<string, T>>
>;

/** An element with the place where it stands. */
export interface Element<T> {
  /** The key in a map. */
  readonly key: string | undefined;
  readonly value: T;
  readonly path: Path;
}

/** The elements of a list, set or map with their paths. A set has no paths for its elements: Terraform marks the index. */
export function elementsOf<T>(
  collection: readonly T[] | Readonly<Record<string, T>>,
  path: Path,
): readonly Element<T>[] {
  if (isArray(collection)) {
    return collection.map((value, index) => ({ key: undefined, value, path: indexPath(path, index) }));
  }
  return Object.entries(collection).map(([key, value]) => ({ key, value, path: keyPath(path, key) }));
}

function isArray<T>(collection: readonly T[] | Readonly<Record<string, T>>): collection is readonly T[] {
  return Array.isArray(collection);
}
