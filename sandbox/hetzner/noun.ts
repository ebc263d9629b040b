/** What is alike in all nouns of the API: find by id, list, get, follow actions, rename, label, protect, limit. */
import type { World } from "../world";
import type { Action } from "../world/action";
import { startAction } from "../world/actions";
import { durations } from "../world/durations";
import type { CollectionName } from "../world/state";
import { actionShape } from "./actions/shape";
import { ApiError, notFound, notUnique } from "./api-error";
import { flag, optional, readFields, text } from "./fields";
import { labels } from "./labels";
import { byLabels, byName, type Filters, type ListRules, listReply } from "./listing";
import { type ApiReply, type ApiRequest, type Handler, type Route, route } from "./route";

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

/** The thing that the path names. @throws ApiError not_found */
export function find<T extends { id: number }>(noun: Noun<T>, request: ApiRequest): T {
  const id = request.params["id"] ?? "";
  return findById(noun, request.world, /^\d{1,16}$/.test(id) ? Number(id) : id);
}

/** The thing with this id. @throws ApiError not_found */
export function findById<T extends { id: number }>(noun: Noun<T>, world: World, id: number | string): T {
  const item = typeof id === "number" ? noun.all(world).get(id) : undefined;
  if (item === undefined) throw notFound(noun.singular, id);
  return item;
}

/** `{server: …}` with status 200, or another. */
export function oneReply<T extends { id: number }>(
  noun: Noun<T>,
  world: World,
  item: T,
  more: Record<string, unknown> = {},
  status = 200,
): ApiReply {
  return { status, body: { [noun.singular]: noun.shape(world, item), ...more } };
}

/** `{action: …}` with status 201. */
export function actionReply(world: World, action: Action, more: Record<string, unknown> = {}, status = 201): ApiReply {
  return { status, body: { action: actionShape(world, action), ...more } };
}

export const noContent: ApiReply = { status: 204 };

/** The routes that every noun has: list and get. */
export function readRoutes<T extends { id: number }>(noun: Noun<T>): Route[] {
  return [
    route(`GET /${noun.plural}`, (request) => {
      const { world } = request;
      return listReply(request, noun.all(world).values(), {
        key: noun.plural,
        shape: (item) => noun.shape(world, item),
        sort: noun.sort,
        filters: noun.filters(world),
      });
    }),
    route(`GET /${noun.plural}/{id}`, (request) => oneReply(noun, request.world, find(noun, request))),
  ];
}

/** A mutating operation on one thing that answers with an action; `run` starts it. */
export function actionRoute<T extends { id: number }>(
  noun: Noun<T>,
  name: string,
  run: (request: ApiRequest, item: T) => Action,
): Route {
  return route(`POST /${noun.plural}/{id}/actions/${name}`, (request) =>
    actionReply(request.world, run(request, find(noun, request))),
  );
}

/** PUT that takes a name and labels, each if given. */
export function updateRoute<T extends Named>(
  noun: Noun<T>,
  more: (request: ApiRequest, item: T) => void = () => {},
  checkName = text({ max: 128 }),
): Route {
  return route(`PUT /${noun.plural}/{id}`, (request) => {
    const item = find(noun, request);
    const wanted = readFields(request.body, { name: optional(checkName), labels: optional(labels) });
    if (wanted.name !== undefined && wanted.name !== item.name) assertFreeName(noun, request.world, wanted.name);
    more(request, item);
    if (wanted.name !== undefined) item.name = wanted.name;
    if (wanted.labels !== undefined) item.labels = wanted.labels;
    return oneReply(noun, request.world, item);
  });
}

/** change_protection of a noun that only knows protection from deletion. */
export function protectionRoute<T extends { id: number; protection: { delete: boolean } }>(noun: Noun<T>): Route {
  return actionRoute(noun, "change_protection", (request, item) => {
    const wanted = readFields(request.body, { delete: optional(flag) });
    return setting(request.world, noun, item, "change_protection", () => {
      item.protection = { delete: wanted.delete ?? item.protection.delete };
    });
  });
}

/** An action on one thing that only writes a setting, at once. */
export function setting<T extends { id: number }>(
  world: World,
  noun: Noun<T>,
  item: T,
  command: string,
  begin: () => void = () => {},
): Action {
  const resources = [{ id: item.id, type: noun.singular }];
  return startAction(world, { command, resources, durationMs: durations.settingMs, begin });
}

/** A handler that deletes: refuses what is protected, then `remove` takes it away. */
export function deletion<T extends { id: number; protection?: { delete: boolean } }>(
  noun: Noun<T>,
  remove: (request: ApiRequest, item: T) => ApiReply,
): Handler {
  return (request) => {
    const item = find(noun, request);
    if (item.protection?.delete === true) {
      throw new ApiError("protected", `${noun.singular} is delete protected`);
    }
    return remove(request, item);
  };
}

/** @throws ApiError uniqueness_error when a thing of this kind has the name already. */
export function assertFreeName<T extends Named>(noun: Noun<T>, world: World, name: string): void {
  for (const item of noun.all(world).values()) {
    if (item.name === name) throw notUnique("name", `${noun.singular} name is already used`);
  }
}

/** @throws ApiError resource_limit_exceeded when the project may hold no more of this kind. */
export function assertWithinLimit<T extends { id: number }>(noun: Noun<T>, world: World): void {
  const limit = world.state.limits[noun.collection];
  if (limit !== undefined && noun.all(world).size >= limit) {
    throw new ApiError("resource_limit_exceeded", `${noun.singular} limit exceeded`, {
      details: { limits: [{ name: `${noun.singular}_limit` }] },
    });
  }
}

/** @throws ApiError conflict when an action still runs on this thing. */
export function assertQuiet<T extends { id: number }>(noun: Noun<T>, world: World, item: T): void {
  for (const id of world.pendingActions.keys()) {
    const running = world.state.actions.get(id)?.resources ?? [];
    if (running.some((resource) => resource.type === noun.singular && resource.id === item.id)) {
      throw new ApiError("conflict", `${noun.singular} is changed by another request, please retry`);
    }
  }
}
