/** Calls typed by the tables of their services: what a method takes and gives follows from wire/. */
import type { MessageInit, MessageSet } from "../../../wire/protobuf";

/** A service as the generator writes it. */
export interface ServiceDescription {
  readonly name: string;
  readonly methods: Readonly<Record<string, { readonly request: string; readonly response: string }>>;
}

/** The messages and the service that a call is of. */
export type Api<Messages, Service extends ServiceDescription> = readonly [
  messages: MessageSet<Messages>,
  service: Service,
];

/** What a method takes. */
export type RequestOf<
  Messages,
  Service extends ServiceDescription,
  Name extends keyof Service["methods"],
> = MessageInit<Messages[Service["methods"][Name]["request"] & keyof Messages]> & object;

/** What a method answers. */
export type ReplyOf<
  Messages,
  Service extends ServiceDescription,
  Name extends keyof Service["methods"],
> = Messages[Service["methods"][Name]["response"] & keyof Messages];

/** How long a call may take, and what may be done about a failure. */
export interface CallLimits {
  /** Milliseconds of one attempt; a stream that is followed has none. @default 10 000 */
  readonly attemptMs?: number;
  /** Whether it may be tried again although nobody knows what came of it. @default false */
  readonly repeatable?: boolean;
}
