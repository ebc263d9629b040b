/**
 * What every verb of a resource, data source, ephemeral resource or function is handed, and the contracts they keep.
 * Here belongs what an author implements and calls; never what runs it (engine/) nor how it is transported (protocol/).
 */
import type { Diagnostics } from "../diagnostics/diagnostic";

/** Fields of a log line; values are written as JSON. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where an author's code says what it does. Secrets registered with the process are hidden in every line. */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What a verb is handed. */
export interface OperationContext {
  /** Aborted when the user stops Terraform or the deadline passes; every wait must end with it. */
  readonly signal: AbortSignal;
  /** When the operation must be done, as milliseconds of {@link Date.now}; undefined without a time-out. */
  readonly deadlineMs: number | undefined;
  readonly log: Logger;
  /** Warnings, and errors that do not end the verb; a thrown error is added by the engine. */
  readonly diagnostics: Diagnostics;
  /**
   * Says what is going on, for instance `waiting for etcd: 1 of 3 members`, and how a person sees more of it, for instance
   * `"talosctl -n 10.0.0.1 service etcd" shows it`. The last of each stands in a time-out's message.
   */
  progress(message: string, look?: string): void;
}

/** JSON as an author stores it in private state. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a resource remembers beside its state: not shown, not compared, kept by Terraform with the state. */
export interface PrivateState {
  get(key: string): Json | undefined;
  /** Keys starting with `.` belong to the framework. @throws RangeError for such a key. */
  set(key: string, value: Json): void;
  delete(key: string): void;
}

/** A context with private state that the verb may change. */
export interface StatefulContext extends OperationContext {
  readonly privateState: PrivateState;
}
