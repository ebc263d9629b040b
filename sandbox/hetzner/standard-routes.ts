/** Operations that are alike in most nouns: list and get, rename and label, act, protect, delete. */
import type { World } from "../world";
import type { Action } from "../world/action";
import { startAction } from "../world/actions";
import { durations } from "../world/durations";
import { ApiError } from "./api-error";
import { flag, text } from "./field-values";
import { optional, readFields } from "./fields";
import { find } from "./find";
import { labels } from "./labels";
import { listReply } from "./listing";
import type { Named, Noun } from "./noun";
import { assertFreeName } from "./project-rules";
import { actionReply, oneReply } from "./reply";
import { type ApiReply, type ApiRequest, type Handler, type Route, route } from "./route";

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
