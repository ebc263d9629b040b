/** Actions: what Hetzner does after it has answered. All that wait in the process are asked after together. */
import type { CallContext, Clock, JsonReader } from "../transport";
import type { HcloudApi } from "./api";
import { HcloudError } from "./hcloud-error";

/** An action as the API gives it. */
export interface Action {
  readonly id: number;
  /** E.g. "create_server". */
  readonly command: string;
  readonly status: "running" | "success" | "error";
  /** 0 … 100. */
  readonly progress: number;
  /** What went wrong, when `status` is "error". */
  readonly failure: string | null;
}

/** Reads an action. */
export function readAction(fields: JsonReader): Action {
  const status = fields.text("status");
  const error = fields.objectOrNull("error");
  return {
    id: fields.number("id"),
    command: fields.text("command"),
    status: status === "success" || status === "error" ? status : "running",
    progress: fields.number("progress"),
    failure: error === null ? null : `"${error.text("code")}": ${error.text("message")}`,
  };
}

/** How many ids go into one request: as many as Hetzner's own clients ask for. */
const idsPerRequest = 25;
const shortestPollMs = 250;
const longestPollMs = 5_000;

interface Waiting {
  readonly context: CallContext;
  readonly startMs: number;
  readonly told: (action: Action) => void;
  /** When to ask next. */
  dueMs: number;
  readonly resolve: (action: Action) => void;
  readonly reject: (reason: unknown) => void;
}

/** Waits for actions, with one request for all that are due. */
export class ActionWaiter {
  readonly #api: HcloudApi;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting[]>();
  /** Ends the present pause when something new waits or nothing does any more. */
  #pause = new AbortController();
  #polling = false;

  constructor(api: HcloudApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /**
   * Waits until an action has succeeded; one that has already needs no request. `told` hears of it while it runs.
   * @throws HcloudError "action_failed", what the poll throws, and the signal's reason.
   */
  async done(action: Action, context: CallContext, told: (action: Action) => void = () => {}): Promise<void> {
    const ended = action.status === "running" ? await this.#ended(action.id, context, told) : action;
    if (ended.status === "success") return;
    throw new HcloudError(
      "action_failed",
      `Cannot finish "${ended.command}" (action ${ended.id}) at Hetzner: ${ended.failure ?? "no reason was given"}`,
    );
  }

  #ended(id: number, context: CallContext, told: (action: Action) => void): Promise<Action> {
    context.signal.throwIfAborted();
    const now = this.#clock.now();
    return new Promise<Action>((resolve, reject) => {
      const leave = () => {
        this.#remove(id, entry);
        reject(context.signal.reason);
      };
      const settled = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          context.signal.removeEventListener("abort", leave);
          settle(value);
        };
      };
      const entry: Waiting = {
        context,
        told,
        startMs: now,
        dueMs: now + shortestPollMs,
        resolve: settled(resolve),
        reject: settled(reject),
      };
      context.signal.addEventListener("abort", leave, { once: true });
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), entry]);
      this.#wake();
    });
  }

  #remove(id: number, gone: Waiting): void {
    const rest = (this.#waiting.get(id) ?? []).filter((each) => each !== gone);
    if (rest.length === 0) this.#waiting.delete(id);
    else this.#waiting.set(id, rest);
    this.#wake();
  }

  #wake(): void {
    this.#pause.abort();
    if (!this.#polling) void this.#poll();
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    while (this.#waiting.size > 0) {
      this.#pause = new AbortController();
      const nextMs = Math.min(...[...this.#waiting.values()].flat().map(({ dueMs }) => dueMs));
      const waitMs = nextMs - this.#clock.now();
      if (waitMs > 0) await this.#clock.sleep(waitMs, this.#pause.signal).catch(() => undefined);
      else await this.#askDue();
    }
    this.#polling = false;
  }

  async #askDue(): Promise<void> {
    const now = this.#clock.now();
    const due = [...this.#waiting].filter(([, entries]) => entries.some(({ dueMs }) => dueMs <= now));
    const ids = due.slice(0, idsPerRequest).map(([id]) => id);
    const [entry] = due[0]?.[1] ?? [];
    if (entry === undefined) return;
    try {
      const query = ids.map((id): [string, string] => ["id", String(id)]);
      const found = await this.#api.list("/actions", "actions", query, entry.context);
      for (const action of found.map(readAction)) this.#tell(action);
      this.#failMissing(ids, new Set(found.map((fields) => fields.number("id"))));
    } catch (error) {
      // Whoever asked may just have been cancelled: the others ask again in their own name.
      const failed = entry.context.signal.aborted ? [] : ids;
      for (const id of failed) for (const { reject } of this.#take(id)) reject(error);
    }
  }

  #tell(action: Action): void {
    if (action.status !== "running") {
      for (const { resolve } of this.#take(action.id)) resolve(action);
      return;
    }
    const now = this.#clock.now();
    for (const entry of this.#waiting.get(action.id) ?? []) {
      entry.told(action);
      entry.dueMs = now + pollDelayMs(now - entry.startMs, action.progress);
    }
  }

  #failMissing(asked: readonly number[], found: ReadonlySet<number>): void {
    for (const id of asked.filter((each) => !found.has(each))) {
      const error = new HcloudError("action_failed", `Cannot wait for action ${id}: Hetzner does not know it any more`);
      for (const { reject } of this.#take(id)) reject(error);
    }
  }

  #take(id: number): readonly Waiting[] {
    const entries = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    return entries;
  }
}

/** Half of the time that is left at this pace, within bounds; without progress, a quarter of what has passed. */
export function pollDelayMs(passedMs: number, progress: number): number {
  const leftMs = progress > 0 ? (passedMs * (100 - progress)) / progress / 2 : passedMs / 4;
  return Math.min(longestPollMs, Math.max(shortestPollMs, leftMs));
}
