/** The context of a call under test, with the lines that it told. */
import type { CallContext } from "../../provider-bridge/clients/transport";

export interface RecordedContext extends CallContext {
  readonly lines: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

export function callContext(signal: AbortSignal = new AbortController().signal): RecordedContext {
  const lines: { message: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const tell = (message: string, fields: Readonly<Record<string, unknown>> = {}) => lines.push({ message, fields });
  return { signal, lines, log: { debug: tell, warn: tell } };
}
