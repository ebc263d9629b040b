/** Lists as Hetzner gives them: filtered, sorted, in pages. */
import { parseSelector } from "../world/label-selector";
import { invalidInput } from "./api-error";
import type { ApiReply, ApiRequest } from "./route";

/** How one kind of thing is listed. */
export interface ListRules<T> {
  /** The member of the answer, e.g. "servers". */
  key: string;
  shape: (item: T) => unknown;
  /** Sortable fields. */
  sort: Readonly<Record<string, (item: T) => string | number>>;
  filters?: Filters<T>;
}

/** Query parameter → its values → whether an item fits. */
export type Filters<T> = Readonly<Record<string, (wanted: readonly string[]) => (item: T) => boolean>>;

const defaultPerPage = 25;
const mostPerPage = 50;

/** Answers a list request. `items` come in ascending order of id. */
export function listReply<T>(request: ApiRequest, items: Iterable<T>, rules: ListRules<T>): ApiReply {
  const fitting = filterItems(request.query, [...items], rules);
  const sorted = sortItems(request.query.getAll("sort"), fitting, rules.sort);
  const page = wholeNumber(request.query, "page", 1);
  const perPage = Math.min(mostPerPage, wholeNumber(request.query, "per_page", defaultPerPage));
  const lastPage = Math.max(1, Math.ceil(sorted.length / perPage));
  const shown = sorted.slice((page - 1) * perPage, page * perPage).map((item) => rules.shape(item));
  const pagination = {
    page,
    per_page: perPage,
    previous_page: page > 1 ? page - 1 : null,
    next_page: page < lastPage ? page + 1 : null,
    last_page: lastPage,
    total_entries: sorted.length,
  };
  return { status: 200, body: { [rules.key]: shown, meta: { pagination } } };
}

function filterItems<T>(query: URLSearchParams, items: T[], rules: ListRules<T>): T[] {
  const active = Object.entries(rules.filters ?? {})
    .filter(([name]) => query.has(name))
    .map(([name, filter]) => filter(query.getAll(name)));
  return active.length === 0 ? items : items.filter((item) => active.every((fits) => fits(item)));
}

function sortItems<T>(
  wanted: readonly string[],
  items: T[],
  fields: Readonly<Record<string, (item: T) => string | number>>,
): T[] {
  if (wanted.length === 0) return items;
  const orders = wanted.map((entry) => {
    const [field = "", direction = "asc"] = entry.split(":");
    const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (read === undefined || (direction !== "asc" && direction !== "desc")) {
      throw invalidInput({ name: "sort", message: `cannot sort by '${entry}'` });
    }
    return { read, sign: direction === "asc" ? 1 : -1 };
  });
  return items.sort((a, b) => {
    for (const { read, sign } of orders) {
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number): number {
  const given = query.get(name);
  if (given === null || given === "") return fallback;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < 1) throw invalidInput({ name, message: "must be an integer of at least 1" });
  return value;
}

/** The filter `name`. */
export function byName<T extends { name: string | null }>(wanted: readonly string[]): (item: T) => boolean {
  return (item) => item.name !== null && wanted.includes(item.name);
}

/** The filter `label_selector`. */
export function byLabels<T extends { labels: Record<string, string> }>(
  wanted: readonly string[],
): (item: T) => boolean {
  const questions = wanted.map((selector) => {
    const question = parseSelector(selector);
    if (question !== undefined) return question;
    throw invalidInput({ name: "label_selector", message: `'${selector}' is not a valid label selector` });
  });
  return (item) => questions.every((question) => question(item.labels));
}
