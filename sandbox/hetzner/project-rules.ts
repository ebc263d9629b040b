/** Rules of the project as a whole: unique names, limits, one change at a time. */
import type { World } from "../world";
import { ApiError, notUnique } from "./api-error";
import type { Named, Noun } from "./noun";

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
