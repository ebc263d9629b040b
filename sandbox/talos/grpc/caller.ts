/** Why those are let go who still work for a caller. */
export type LeaveReason = "gone" | "last words said";

/**
 * Who waits for the answer of a call, until nobody does any more. A signal is made for those who ask for one only: with
 * signals alone, each call needs four, which take a third of its time.
 */
export class Caller {
  readonly #onLeave = new Set<() => void>();
  #left: LeaveReason | undefined;

  /** Why nobody waits any more; undefined while somebody does. */
  get left(): LeaveReason | undefined {
    return this.#left;
  }

  /** Lets go those who work for the caller. Only the first reason counts. */
  leave(reason: LeaveReason): void {
    if (this.#left !== undefined) return;
    this.#left = reason;
    for (const tell of this.#onLeave) tell();
    this.#onLeave.clear();
  }

  /** Tells when the caller leaves, at once where it has. Gives what takes that back. */
  onLeave(tell: () => void): () => void {
    if (this.#left === undefined) this.#onLeave.add(tell);
    else tell();
    return () => this.#onLeave.delete(tell);
  }

  /** What a promise gives, or that the caller has left, whatever comes first: who works may be deaf to the caller's leaving. */
  unlessLeft<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const forget = this.onLeave(() => reject(LEFT));
      promise.then(resolve, reject).finally(forget);
    });
  }

  /** A signal that is aborted when the caller leaves, or one of the others says so. */
  signal(...others: readonly AbortSignal[]): AbortSignal {
    const own = new AbortController();
    this.onLeave(() => own.abort(LEFT));
    return others.length === 0 ? own.signal : AbortSignal.any([own.signal, ...others]);
  }
}

/** Given to whoever works for a caller who has left. Made once: a reason of its own is made with a stack. */
const LEFT = new Error("The caller has gone");
