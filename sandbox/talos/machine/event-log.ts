/** The event stream of a machine: what happened since its boot, as Talos tells it. Lost when the machine goes. */

import type { MessageInit } from "../../../wire/protobuf";
import type { Messages } from "../../../wire/talos/generated/machine";

/** The payloads of events, by the name of their message. */
export type EventPayloads = Pick<
  Messages,
  | "SequenceEvent"
  | "PhaseEvent"
  | "TaskEvent"
  | "ServiceStateEvent"
  | "MachineStatusEvent"
  | "RestartEvent"
  | "ConfigLoadErrorEvent"
  | "ConfigValidationErrorEvent"
  | "AddressEvent"
>;

/** The name of a payload's message, without the package. */
export type EventName = keyof EventPayloads;

/** One event. */
export interface MachineEvent {
  /** Sortable, unique in a machine's life. */
  readonly id: string;
  readonly atMs: number;
  /** Whose request it came of; empty: nobody's. */
  readonly actorId: string;
  readonly name: EventName;
  readonly payload: MessageInit<EventPayloads[EventName]>;
}

/** Which events a stream begins with, and whose it tells. */
export interface EventFilter {
  /** So many of the last ones; -1: all that are kept. */
  readonly tailEvents: number;
  /** All after the one with this id; empty: none. */
  readonly tailId: string;
  /** All of the last so many seconds. */
  readonly tailSeconds: number;
  /** Only this actor's; empty: everyone's. */
  readonly actorId: string;
}

/** Talos keeps about that many (facts §2.4: an in-memory buffer). */
const mostKept = 1000;

/** All events of one life of a machine. */
export class EventLog {
  readonly #now: () => number;
  readonly #prefix: string;
  readonly #events: MachineEvent[] = [];
  readonly #listeners = new Set<(event: MachineEvent) => void>();
  #count = 0;

  /** `prefix`: twelve letters or digits, new with each boot. */
  constructor(now: () => number, prefix: string) {
    this.#now = now;
    this.#prefix = prefix;
  }

  /** Tells an event. */
  emit<Name extends EventName>(name: Name, payload: MessageInit<EventPayloads[Name]>, actorId = ""): void {
    this.#count += 1;
    const id = `${this.#prefix}${this.#count.toString(32).padStart(8, "0")}`;
    const event: MachineEvent = { id, atMs: this.#now(), actorId, name, payload };
    this.#events.push(event);
    if (this.#events.length > mostKept) this.#events.shift();
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Those of the past that a filter asks for. */
  past(filter: EventFilter): MachineEvent[] {
    const { tailEvents, tailId, tailSeconds, actorId } = filter;
    const mine = this.#events.filter((event) => actorId === "" || event.actorId === actorId);
    if (tailId !== "") return mine.filter((event) => event.id > tailId);
    if (tailSeconds > 0) return mine.filter((event) => event.atMs >= this.#now() - tailSeconds * 1000);
    if (tailEvents < 0) return mine;
    return tailEvents === 0 ? [] : mine.slice(-tailEvents);
  }

  /** Hears of every event from now on; returns the way out. */
  follow(listener: (event: MachineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
