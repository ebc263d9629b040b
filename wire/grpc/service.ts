/** Services as the generator writes them, and what their methods take and give: it follows from the messages alone. */
import type { MessageInit } from "../protobuf";

/** Which side of a method is a stream: neither, or who sends any number of messages. */
export type Streams = "" | "client" | "server" | "both";

/** A method; the messages are named as in their set. */
export interface MethodDescription {
  readonly request: string;
  readonly response: string;
  readonly streams: Streams;
}

/** A service. */
export interface ServiceDescription {
  /** With its package, e.g. `machine.MachineService`. */
  readonly name: string;
  readonly methods: Readonly<Record<string, MethodDescription>>;
}

/** What a method takes; fields may be left out. */
export type RequestOf<
  Messages,
  Service extends ServiceDescription,
  Name extends keyof Service["methods"],
> = MessageInit<Messages[Service["methods"][Name]["request"] & keyof Messages]> & object;

/** What a method answers, whole. */
export type ReplyOf<
  Messages,
  Service extends ServiceDescription,
  Name extends keyof Service["methods"],
> = Messages[Service["methods"][Name]["response"] & keyof Messages];
