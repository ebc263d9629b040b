/** One noun of the API: its words, its things, and what most nouns have in common. */
import type { World } from "../world";
import type { CollectionName } from "../world/state";
import { byLabels, byName, type Filters, type ListRules } from "./listing";

/** One noun of the API: its words, where its things are, and what they look like from outside. */
export interface Noun<T extends { id: number }> {
  /** "server": in answers about one, in action resources, in messages. */
  singular: string;
  /** "servers": in paths and lists. */
  plural: string;
  collection: CollectionName;
  all: (world: World) => Map<number, T>;
  shape: (world: World, item: T) => unknown;
  sort: ListRules<T>["sort"];
  filters: (world: World) => Filters<T>;
}

/** A thing that a project names, labels and dates. */
export interface Named {
  id: number;
  name: string | null;
  createdMs: number;
  labels: Record<string, string>;
}

/** Sort fields that most nouns have. */
export const usualSort = {
  id: (item: Named) => item.id,
  name: (item: Named) => item.name ?? "",
  created: (item: Named) => item.createdMs,
};

/** Filters that most nouns have. */
export const usualFilters: Filters<Named> = { name: byName, label_selector: byLabels };
