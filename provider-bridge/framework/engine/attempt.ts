import type { Diagnostics } from "../diagnostics/diagnostic";
import type { Engine } from "./engine";
import { thrownDiagnostic } from "./thrown";

/** What an RPC is called with, beside its request. */
export interface Call {
  readonly engine: Engine;
  /** Aborted when the caller cancels the call. */
  readonly signal: AbortSignal;
  readonly diagnostics: Diagnostics;
}

/** What `body` answers, or `fallback` and a diagnostic where it throws: no RPC ever throws. */
export async function attempt<T>(call: Call, what: string, fallback: T, body: () => T | Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (thrown) {
    call.diagnostics.add(thrownDiagnostic(what, thrown, call.engine.log));
    return fallback;
  }
}
