/** Who may go now: machines of one cluster take turns when they leave or reboot. */

/** What a machine is for. */
export type Role = "controlplane" | "worker";

/** A machine that wants a turn. */
export interface TurnRequest {
  /** Name of the machine. */
  readonly machine: string;
  readonly role: Role;
  /** What it will do, e.g. "reboot". */
  readonly what: string;
  /** How many workers may be away at the same time; control planes always go one at a time. */
  readonly maxUnavailable: number;
  /** Whether a turn that fails ends the turns of all that come after it; those that ask for nothing of the kind go on. */
  readonly haltOnFailure: boolean;
  readonly signal: AbortSignal;
}

/** Another machine did not become healthy: nobody else is to be taken away. */
export class FleetHaltedError extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = "FleetHaltedError";
  }
}

/** What a machine waits for, and after whom, in words. */
export function turnText(
  turns: Turns,
  { machine, role, what }: Pick<TurnRequest, "machine" | "role" | "what">,
): string {
  const before = turns.before(role);
  const after = before.length === 0 ? "" : `, after ${before.map((name) => `"${name}"`).join(", ")}`;
  return `waiting for the turn of "${machine}" to ${what}${after}`;
}

interface Waiting {
  readonly request: TurnRequest;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

interface Halt {
  readonly machine: string;
  readonly reason: unknown;
}

/**
 * The turns of one cluster. It orders the calls that have arrived, first come, first served, and never waits for one that
 * has not: Terraform runs at most so many at a time, and a call that waited for one still queued would hang for ever.
 */
export class Turns {
  readonly #running: Record<Role, string[]> = { controlplane: [], worker: [] };
  readonly #waiting: Record<Role, Waiting[]> = { controlplane: [], worker: [] };
  #halt: Halt | undefined;

  /**
   * Runs `work` when it is this machine's turn.
   * @throws FleetHaltedError after another machine failed, the signal's reason, and what `work` throws
   */
  async take<T>(request: TurnRequest, work: () => Promise<T>): Promise<T> {
    await this.#admitted(request);
    try {
      return await work();
    } catch (error) {
      if (request.haltOnFailure && !request.signal.aborted) this.#stop({ machine: request.machine, reason: error });
      throw error;
    } finally {
      const running = this.#running[request.role];
      running.splice(running.indexOf(request.machine), 1);
      this.#next(request.role);
    }
  }

  /** How many of a role wait just now. */
  waiting(role: Role): number {
    return this.#waiting[role].length;
  }

  /** Machines of a role whose turn it is, or that were here first. */
  before(role: Role): readonly string[] {
    return [...this.#running[role], ...this.#waiting[role].map(({ request }) => request.machine)];
  }

  async #admitted(request: TurnRequest): Promise<void> {
    request.signal.throwIfAborted();
    if (request.haltOnFailure && this.#halt !== undefined) throw halted(request, this.#halt);
    await new Promise<void>((resolve, reject) => {
      const queue = this.#waiting[request.role];
      const leave = () => {
        request.signal.removeEventListener("abort", cancel);
        const index = queue.indexOf(entry);
        if (index >= 0) queue.splice(index, 1);
      };
      const cancel = () => {
        leave();
        reject(request.signal.reason);
      };
      const entry: Waiting = {
        request,
        admit: () => {
          leave();
          resolve();
        },
        refuse: (reason) => {
          leave();
          reject(reason);
        },
      };
      request.signal.addEventListener("abort", cancel, { once: true });
      queue.push(entry);
      this.#next(request.role);
    });
  }

  #next(role: Role): void {
    const [first] = this.#waiting[role];
    if (first === undefined) return;
    const places = role === "controlplane" ? 1 : first.request.maxUnavailable;
    if (this.#running[role].length >= places) return;
    this.#running[role].push(first.request.machine);
    first.admit();
    this.#next(role);
  }

  #stop(halt: Halt): void {
    this.#halt ??= halt;
    const all = [...this.#waiting.controlplane, ...this.#waiting.worker];
    for (const { request, refuse } of all) {
      if (request.haltOnFailure) refuse(halted(request, halt));
    }
  }
}

function halted({ machine, what }: TurnRequest, { machine: failed, reason }: Halt): FleetHaltedError {
  const why = reason instanceof Error ? reason.message : String(reason);
  return new FleetHaltedError(
    `Cannot ${what} "${machine}": "${failed}" did not become healthy before it (${why}), and no further machine is taken away`,
    { cause: reason },
  );
}
