/** The context of a call under test, with the lines that it told. */
import type { CallContext } from "../../provider-bridge/clients/transport";

/** A context that remembers. */
export interface RecordedContext extends CallContext {
  readonly lines: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

/** A context whose lines can be looked at; never cancelled unless a signal is given. */
export function callContext(signal: AbortSignal = new AbortController().signal): RecordedContext {
  const lines: { message: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const tell = (message: string, fields: Readonly<Record<string, unknown>> = {}) => lines.push({ message, fields });
  return { signal, lines, log: { debug: tell, warn: tell } };
}
