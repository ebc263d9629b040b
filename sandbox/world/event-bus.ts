/** What happens in the world, told to whoever listens: doors, the CLI's event line, tests. */

/** One thing that happened. `text` is the sentence that a person reads; ids are Hetzner's. */
export type WorldEvent =
  /** A server's guest has come up; `server.boot` says what runs. Doors of that guest begin to listen now. */
  | { type: "server.booted"; serverId: number; text: string }
  /** A server's guest is gone (power off, reboot, deletion): doors of that server stop listening now. */
  | { type: "server.halted"; serverId: number; text: string }
  /** A server is gone for good; `server.halted` came before. */
  | { type: "server.deleted"; serverId: number; text: string }
  /** Addresses that a server answers on have changed (primary IP, floating IP, private network). */
  | { type: "server.addresses"; serverId: number; text: string }
  /** The load balancer's services, targets, addresses or existence changed. */
  | { type: "load-balancer.changed"; loadBalancerId: number; text: string }
  | { type: "action.finished"; actionId: number; text: string }
  | { type: "fault.hit"; faultId: number; text: string }
  | { type: "drift"; text: string }
  /** Anything else worth a line, from any door. `source` is the door's name. */
  | { type: "note"; source: string; text: string };

type Listener = (event: WorldEvent) => void;

/** Tells each listener each event, in the order of subscription. A listener that throws does not stop the others. */
export class EventBus {
  readonly #listeners = new Set<Listener>();
  readonly #onListenerError: (error: unknown) => void;

  /** `onListenerError` hears what a listener threw; default: it is thrown in the next turn, as a bug should be. */
  constructor(onListenerError?: (error: unknown) => void) {
    this.#onListenerError =
      onListenerError ??
      ((error) => {
        queueMicrotask(() => {
          throw error;
        });
      });
  }

  /** Subscribes; returns the way out. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
