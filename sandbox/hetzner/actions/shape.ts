/** An action as the API shows it. */
import type { World } from "../../world";
import type { Action } from "../../world/action";
import { progressOf } from "../../world/actions";
import { timestamp, timestampOrNull } from "../timestamp";

/** The member `action` of an answer; progress is that of this moment. */
export function actionShape(world: World, action: Action): unknown {
  return {
    id: action.id,
    command: action.command,
    status: action.status,
    progress: progressOf(action, world.clock.now()),
    started: timestamp(action.startedMs),
    finished: timestampOrNull(action.finishedMs),
    resources: action.resources.map(({ id, type }) => ({ id, type })),
    error: action.error,
  };
}
