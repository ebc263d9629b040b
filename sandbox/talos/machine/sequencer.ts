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
  /** Whatever runs gives way, whatever the table says. Default false. */
  readonly takesOver?: boolean;
  /** What follows at once when the sequence may run, before its first phase. */
  readonly begin?: () => void;
  /** Simulated milliseconds before the first phase: the answer to whoever asked still goes out. Default 0. */
  readonly delayMs?: number;
}

/** How a sequence ended. */
export type SequenceEnd =
  | { kind: "done" }
  | { kind: "locked" }
  | { kind: "superseded" }
  | { kind: "failed"; error: unknown };

/** What runs → what may take over (facts §2.11). */
const takeOvers: Readonly<Record<SequenceName, readonly SequenceName[]>> = {
  boot: ["reboot", "reset", "upgrade"],
  reboot: ["reboot"],
  reset: ["reboot"],
  initialize: ["maintenanceUpgrade", "reboot"],
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
  readonly #onFatal: (name: SequenceName) => void;
  #running: { name: SequenceName; cancel: AbortController } | undefined;

  /** `life` is aborted when the machine goes; `onFatal` hears of each sequence that fails. */
  constructor(clock: Clock, events: EventLog, life: AbortSignal, onFatal: (name: SequenceName) => void) {
    this.#clock = clock;
    this.#events = events;
    this.#life = life;
    this.#onFatal = onFatal;
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
    const { name, actorId = "", takesOver = false, delayMs = 0 } = plan;
    if (!takesOver && !this.allows(name)) {
      this.#refuse(name, actorId, Code.LOCKED, "sequence not started: locked");
      return { kind: "locked" };
    }
    this.#running?.cancel.abort(new Error(`Sequence "${this.#running.name}" was taken over by "${name}"`));
    const own = { name, cancel: new AbortController() };
    this.#running = own;
    plan.begin?.();
    this.#events.emit("SequenceEvent", { sequence: name, action: SequenceEventAction.START }, actorId);
    try {
      const signal = AbortSignal.any([own.cancel.signal, this.#life]);
      if (delayMs > 0) await this.#clock.sleep(delayMs, signal);
      for (const [index, phase] of plan.phases.entries()) await this.#runPhase(phase, { index, name, signal, actorId });
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
    // It has stopped, and then it is told why.
    this.#events.emit("SequenceEvent", { sequence: name, action: SequenceEventAction.STOP }, actorId);
    const message = error instanceof Error ? error.message : String(error);
    const isCancelled = cancelled.aborted;
    this.#refuse(name, actorId, isCancelled ? Code.CANCELED : Code.FATAL, `sequence failed: ${message}`);
    if (isCancelled) return { kind: "superseded" };
    this.#onFatal(name);
    return { kind: "failed", error };
  }

  #refuse(sequence: SequenceName, actorId: string, code: (typeof Code)[keyof typeof Code], message: string): void {
    const event = { sequence, action: SequenceEventAction.NOOP, error: { code, message } };
    this.#events.emit("SequenceEvent", event, actorId);
  }

  async #runPhase(phase: Phase, run: PhaseRun): Promise<void> {
    const { name, durationMs = 0, tasks = [] } = phase;
    const { signal, actorId } = run;
    this.#events.emit("PhaseEvent", { phase: name, action: PhaseEventAction.START }, actorId);
    for (const task of tasks) this.#events.emit("TaskEvent", { task, action: TaskEventAction.START }, actorId);
    try {
      if (durationMs > 0) await this.#clock.sleep(durationMs, signal);
      signal.throwIfAborted();
      await phase.run?.(signal);
      signal.throwIfAborted();
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const place = `error running phase ${run.index + 1} in ${run.name} sequence: task 1/1: failed, ${reason}`;
      throw new Error(place, { cause: error });
    } finally {
      for (const task of tasks) this.#events.emit("TaskEvent", { task, action: TaskEventAction.STOP }, actorId);
      this.#events.emit("PhaseEvent", { phase: name, action: PhaseEventAction.STOP }, actorId);
    }
  }
}

/** Where a phase stands, and whose it is. */
interface PhaseRun {
  readonly index: number;
  readonly name: SequenceName;
  readonly signal: AbortSignal;
  readonly actorId: string;
}
