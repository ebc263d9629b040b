/** Methods as a table: the path, how messages are read and written, and who answers. */
import type { MethodDescription, ServiceDescription, Streams } from "../../../wire/grpc/service";
import type { MessageInit, MessageNames, MessageSet } from "../../../wire/protobuf";
import type { TalosCall } from "./call";

type Handler<Kind extends Streams, Request, Response> = Kind extends ""
  ? (request: Request, call: TalosCall) => Response | Promise<Response>
  : Kind extends "server"
    ? (request: Request, call: TalosCall) => AsyncIterable<Response>
    : Kind extends "client"
      ? (requests: AsyncIterable<Request>, call: TalosCall) => Promise<Response>
      : (requests: AsyncIterable<Request>, call: TalosCall) => AsyncIterable<Response>;

/**
 * Who answers which method of a service; what is left out is answered with UNIMPLEMENTED. Requests are whole messages,
 * answers may leave out fields that have their default.
 */
export type Handlers<Messages, Service extends ServiceDescription> = {
  readonly [Name in keyof Service["methods"]]?: Handler<
    Service["methods"][Name]["streams"],
    Messages[Service["methods"][Name]["request"] & keyof Messages],
    MessageInit<Messages[Service["methods"][Name]["response"] & keyof Messages]>
  >;
};

/** A method with its types taken off: bytes in, bytes out. */
export interface TalosMethod {
  /** As in `/machine.MachineService/Version`. */
  readonly path: string;
  /** Whether any number of messages answer it. */
  readonly streamsAnswers: boolean;
  /**
   * Answers a call. Where requests do not stream, `requests` gives one.
   *
   * @throws SyntaxError when a request is no such message; whatever the handler throws.
   */
  answer(requests: AsyncIterable<Uint8Array>, call: TalosCall): AsyncIterable<Uint8Array>;
}

/** The methods of one service that have a handler. */
export function serviceMethods<Messages, Service extends ServiceDescription>(
  messages: MessageSet<Messages>,
  service: Service,
  handlers: Handlers<Messages, Service>,
): readonly TalosMethod[] {
  return Object.entries(service.methods).flatMap(([name, description]) => {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (typeof handler !== "function") return [];
    return [untyped(messages, `/${service.name}/${name}`, description, handler as unknown as UntypedHandler)]; // the description is where its type came from
  });
}

type UntypedHandler = (request: unknown, call: TalosCall) => unknown;

function untyped<Messages>(
  messages: MessageSet<Messages>,
  path: string,
  { request, response, streams }: MethodDescription,
  handler: UntypedHandler,
): TalosMethod {
  const decode = (bytes: Uint8Array) => messages.decode(request as MessageNames<Messages>, bytes);
  const encode = (message: unknown) =>
    messages.encode(
      response as MessageNames<Messages>,
      message as MessageInit<Messages[MessageNames<Messages>]> & object,
    );
  const streamsRequests = streams === "client" || streams === "both";
  const streamsAnswers = streams === "server" || streams === "both";
  return {
    path,
    streamsAnswers,
    async *answer(requests, call) {
      const given = streamsRequests ? decodeEach(requests, decode) : decode(await onlyOne(requests));
      const answers = handler(given, call);
      if (!streamsAnswers) {
        yield encode(await answers);
        return;
      }
      for await (const answer of answers as AsyncIterable<unknown>) yield encode(answer);
    },
  };
}

async function* decodeEach(
  requests: AsyncIterable<Uint8Array>,
  decode: (bytes: Uint8Array) => unknown,
): AsyncIterable<unknown> {
  for await (const bytes of requests) yield decode(bytes);
}

async function onlyOne(requests: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const bytes of requests) return bytes;
  throw new SyntaxError("Cannot read the request: the stream ended before it");
}
