/** Answers in the forms that the API has: one thing, an action, nothing. */
import type { World } from "../world";
import type { Action } from "../world/action";
import { actionShape } from "./actions/shape";
import type { Noun } from "./noun";
import type { ApiReply } from "./route";

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

/** 204, as most deletions answer. */
export const noContent: ApiReply = { status: 204 };
