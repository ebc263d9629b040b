/** Runs a machine's sequences one at a time, and tells sequences, phases and tasks as Talos does. */
import { Code } from "../../../wire/talos/generated/common";
import { PhaseEventAction, SequenceEventAction, TaskEventAction } from "../../../wire/talos/generated/machine";
import type { Clock } from "../../world";
import type { EventLog } from "./event-log";

/** Talos's names (facts §2.4). */
export type SequenceName =
  | "initialize"
  | "boot"
  | "install"
  | "shutdown"
  | "upgrade"
  | "stageUpgrade"
  | "maintenanceUpgrade"
  | "reset"
  | "reboot";

/** A part of a sequence: it takes its time, then does its work. */
export interface Phase {
  readonly name: string;
  /** Simulated milliseconds; default 0. */
  readonly durationMs?: number;
  /** Names of tasks inside, where somebody listens for them. */
  readonly tasks?: readonly string[];
  /** A rejection ends the sequence. */
  readonly run?: (signal: AbortSignal) => Promise<void> | void;
}

/** A sequence to run. */
export interface SequencePlan {
  readonly name: SequenceName;
  readonly phases: readonly Phase[];
  /** Default: nobody's. */
  readonly actorId?: string;
  /** What follows at once when the sequence may run, before its first phase. */
  readonly begin?: () => void;
}

/** How a sequence ended. */
export type SequenceEnd =
  | { kind: "done" }
  | { kind: "locked" }
  | { kind: "superseded" }
  | { kind: "failed"; error: unknown };

/** What runs → what may take over (facts §2.11). */
const takeOvers: Readonly<Record<SequenceName, readonly SequenceName[]>> = {
  boot: ["reboot", "reset", "upgrade", "shutdown"],
  reboot: ["reboot"],
  reset: ["reboot"],
  initialize: ["maintenanceUpgrade", "reboot", "shutdown", "reset"],
  upgrade: [],
  stageUpgrade: [],
  maintenanceUpgrade: [],
  install: [],
  shutdown: [],
};

/** The one that decides what a machine does. */
export class Sequencer {
  readonly #clock: Clock;
  readonly #events: EventLog;
  readonly #life: AbortSignal;
  #running: { name: SequenceName; cancel: AbortController } | undefined;

  /** `life` is aborted when the machine goes. */
  constructor(clock: Clock, events: EventLog, life: AbortSignal) {
    this.#clock = clock;
    this.#events = events;
    this.#life = life;
  }

  /** The sequence that runs now. */
  get running(): SequenceName | undefined {
    return this.#running?.name;
  }

  /** Whether a sequence may begin now. */
  allows(name: SequenceName): boolean {
    return this.#running === undefined || takeOvers[this.#running.name].includes(name);
  }

  /** Runs a sequence to its end; a locked one is told as Talos tells it (NOOP). Never rejects. */
  async run(plan: SequencePlan): Promise<SequenceEnd> {
    const { name, actorId = "" } = plan;
    if (!this.allows(name)) {
      const message = `sequence "${name}" cannot run: "${this.#running?.name}" is in progress`;
      this.#events.emit(
        "SequenceEvent",
        { sequence: "noop", action: SequenceEventAction.NOOP, error: { code: Code.LOCKED, message } },
        actorId,
      );
      return { kind: "locked" };
    }
    this.#running?.cancel.abort(new Error(`Sequence "${this.#running.name}" was taken over by "${name}"`));
    const own = { name, cancel: new AbortController() };
    this.#running = own;
    plan.begin?.();
    this.#events.emit("SequenceEvent", { sequence: name, action: SequenceEventAction.START }, actorId);
    try {
      const signal = AbortSignal.any([own.cancel.signal, this.#life]);
      for (const phase of plan.phases) await this.#runPhase(phase, signal, actorId);
      this.#events.emit("SequenceEvent", { sequence: name, action: SequenceEventAction.STOP }, actorId);
      return { kind: "done" };
    } catch (error) {
      return this.#failed(name, own.cancel.signal, error, actorId);
    } finally {
      if (this.#running === own) this.#running = undefined;
    }
  }

  #failed(name: SequenceName, cancelled: AbortSignal, error: unknown, actorId: string): SequenceEnd {
    if (this.#life.aborted) return { kind: "superseded" };
    const code = cancelled.aborted ? Code.CANCELED : Code.FATAL;
    const message = error instanceof Error ? error.message : String(error);
    this.#events.emit(
      "SequenceEvent",
      { sequence: name, action: SequenceEventAction.STOP, error: { code, message } },
      actorId,
    );
    return cancelled.aborted ? { kind: "superseded" } : { kind: "failed", error };
  }

  async #runPhase(phase: Phase, signal: AbortSignal, actorId: string): Promise<void> {
    const { name, durationMs = 0, tasks = [], run } = phase;
    this.#events.emit("PhaseEvent", { phase: name, action: PhaseEventAction.START }, actorId);
    for (const task of tasks) this.#events.emit("TaskEvent", { task, action: TaskEventAction.START }, actorId);
    if (durationMs > 0) await this.#clock.sleep(durationMs, signal);
    signal.throwIfAborted();
    await run?.(signal);
    signal.throwIfAborted();
    for (const task of tasks) this.#events.emit("TaskEvent", { task, action: TaskEventAction.STOP }, actorId);
    this.#events.emit("PhaseEvent", { phase: name, action: PhaseEventAction.STOP }, actorId);
  }
}
