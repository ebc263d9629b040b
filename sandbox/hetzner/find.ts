/** Finds the thing that a request means, by id. */
import type { World } from "../world";
import { notFound } from "./api-error";
import type { Noun } from "./noun";
import type { ApiRequest } from "./route";

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
