/**
 * A provider process that cannot start, for a reason that its user can remove. The message is one sentence that says
 * how; it is shown as it is, without a stack.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}
