/** What is aborted with a signal, or by itself. */
export interface LinkedController {
  readonly controller: AbortController;
  /** The signal is not listened to any more. */
  unlink(): void;
}

/**
 * A controller that is aborted when a signal is, with its reason. By hand: a signal made by AbortSignal.any costs several
 * times as much, and some are made for each machine of a plan.
 */
export function linkedController(signal: AbortSignal): LinkedController {
  const controller = new AbortController();
  const cancel = () => controller.abort(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  return { controller, unlink: () => signal.removeEventListener("abort", cancel) };
}
