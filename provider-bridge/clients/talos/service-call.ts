/** Calls typed by the tables of their services, and how long they may take. */
import type { ServiceDescription } from "../../../wire/grpc/service";
import type { MessageSet } from "../../../wire/protobuf";

/** The messages and the service that a call is of. */
export type Api<Messages, Service extends ServiceDescription> = readonly [
  messages: MessageSet<Messages>,
  service: Service,
];

/** How long a call may take, and what may be done about a failure. */
export interface CallLimits {
  /** Milliseconds of one attempt; a stream that is followed has none. @default 10 000 */
  readonly attemptMs?: number;
  /** Whether it may be tried again although nobody knows what came of it. @default false */
  readonly repeatable?: boolean;
}
