import { ApiError } from "./api-error";
import { asObject, type JsonObject, member, members } from "./json";
import type { QueryPair } from "./request";

/** As many as one request asks for. */
const IDS_PER_REQUEST = 25;

/** The longest time limit that the real provider has for anything: that of creating a server. */
const LONGEST_WAIT_MS = 90 * 60_000;

/** What asks. */
export interface Asking {
  get(path: string, query: readonly QueryPair[]): Promise<JsonObject>;
  pause(durationMs: number): Promise<void>;
}

/** Asks as often as is needed, with these delays. */
export interface ActionWaiting {
  readonly api: Asking;
  readonly delayMs: (polls: number) => number;
}

/** The actions of an answer: `action`, `actions` and `next_actions`; null ones are none. */
export function actionsOf(answer: JsonObject): readonly JsonObject[] {
  const action = asObject(answer["action"]);
  return [...(action === undefined ? [] : [action]), ...members(answer, "actions"), ...members(answer, "next_actions")];
}

/** Waits until all have ended: the first poll comes after the first delay. @throws ApiError for the first that fails. */
export async function waitForActions(actions: readonly JsonObject[], { api, delayMs }: ActionWaiting): Promise<void> {
  for (const action of actions) refuseFailed(action);
  const running = new Set(actions.filter(isRunning).map(({ id }) => Number(id)));
  let waitedMs = 0;
  for (let polls = 0; running.size > 0; polls += 1) {
    if (waitedMs > LONGEST_WAIT_MS)
      throw new ApiError(`Cannot wait for ${named(running)} any longer`, { code: "timeout" });
    await api.pause(delayMs(polls));
    waitedMs += delayMs(polls);
    await pollOnce(api, running);
  }
}

async function pollOnce(api: Pick<Asking, "get">, running: Set<number>): Promise<void> {
  const ids = [...running].sort((left, right) => left - right);
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
    const asked = ids.slice(start, start + IDS_PER_REQUEST);
    const query = [
      ...asked.map((id): QueryPair => ["id", String(id)]),
      ...([
        ["page", "1"],
        ["sort", "status"],
        ["sort", "id"],
      ] satisfies QueryPair[]),
    ];
    const answered = members(await api.get("/actions", query), "actions");
    for (const action of answered) {
      refuseFailed(action);
      if (!isRunning(action)) running.delete(Number(action["id"]));
    }
    const missing = asked.filter((id) => !answered.some((action) => action["id"] === id));
    if (missing.length > 0)
      throw new ApiError(`Cannot wait for ${named(missing)}: the API does not list it`, { code: "action_missing" });
  }
}

function isRunning(action: JsonObject): boolean {
  return action["status"] === "running";
}

function refuseFailed(action: JsonObject): void {
  if (action["status"] !== "error") return;
  const { code, message } = member(action, "error");
  throw new ApiError(
    `Cannot finish the action "${String(action["command"])}" (${String(action["id"])}): it ended with "${String(code)}": ${String(message)}`,
    {
      code: "action_failed",
      told: String(message),
    },
  );
}

function named(ids: Iterable<number>): string {
  return `action ${[...ids].join(", ")}`;
}
