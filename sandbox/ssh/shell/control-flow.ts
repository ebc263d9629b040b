/** What leaves a command in the middle. */

/** `break`, `continue`, `return` and `exit` on their way up. */
export class ControlFlow extends Error {
  override readonly name = "ControlFlow";
  readonly kind: "break" | "continue" | "return" | "exit";
  /** Loops still to leave, for break and continue; else the status. */
  readonly value: number;

  constructor(kind: ControlFlow["kind"], value: number) {
    super(kind);
    this.kind = kind;
    this.value = value;
  }
}

/** An expansion that failed (unbound variable, division by zero): it ends a script. */
export class ExpansionError extends Error {
  override readonly name = "ExpansionError";
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
