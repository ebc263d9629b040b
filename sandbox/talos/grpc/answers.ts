/** Who answers a call, and with what: this machine, another one, or several. */
import { GrpcStatus } from "../../../wire/grpc/status";
import type { TalosCall } from "./call";
import type { Answering } from "./connection";
import { failure, machineAt, passedOn, routeOf, signed } from "./forward";
import { TalosStatus } from "./status";

/** Answers that are about to be given. */
export interface Answers {
  readonly answers: AsyncIterable<Uint8Array>;
  /** After so many the connection dies; Infinity: it does not. */
  readonly cutAfterMessages: number;
}

type Requests = AsyncIterable<Uint8Array>;

/** Asks those whom the call is for. Rejects with what refuses it. */
export async function answersTo(call: TalosCall, requests: Requests, own: Answering): Promise<Answers> {
  const route = routeOf(call, own.forwarder);
  switch (route.kind) {
    case "here":
      return ask(call, requests, own);
    case "one":
      return ask(passedOn(call), requests, machineAt(route.target, own.forwarder));
    case "many":
      return { answers: askAll(call, requests, own, route.targets), cutAfterMessages: Number.POSITIVE_INFINITY };
  }
}

async function ask(call: TalosCall, requests: Requests, answering: Answering): Promise<Answers> {
  const interference = await answering.before(call);
  const method = answering.methods.get(call.path);
  if (method === undefined) throw unimplemented(call.path);
  const cutAfterMessages = interference?.cutAfterMessages ?? Number.POSITIVE_INFINITY;
  return { answers: method.answer(requests, call), cutAfterMessages };
}

/** One after the other, each answer signed; what fails is an answer, too. */
async function* askAll(
  call: TalosCall,
  requests: Requests,
  { methods, forwarder }: Answering,
  targets: readonly string[],
): AsyncGenerator<Uint8Array> {
  const isStream = methods.get(call.path)?.streamsAnswers === true;
  const given: Uint8Array[] = [];
  for await (const request of requests) given.push(request);
  const each = targets.map((target) =>
    askOne(passedOn(call), given, { target, isStream, find: () => machineAt(target, forwarder) }),
  );
  if (isStream) {
    yield* merged(each);
    return;
  }
  const found: Uint8Array[] = [];
  for (const answers of each) for await (const answer of answers) found.push(answer);
  // Encoded lists that stand behind one another are one list.
  yield Buffer.concat(found);
}

interface Asked {
  readonly target: string;
  readonly isStream: boolean;
  find(): Answering;
}

async function* askOne(call: TalosCall, given: readonly Uint8Array[], asked: Asked): AsyncGenerator<Uint8Array> {
  const { target, isStream } = asked;
  try {
    const { answers } = await ask(call, again(given), asked.find());
    for await (const answer of answers) yield signed(answer, target, isStream);
  } catch (error) {
    yield failure(error, target, isStream);
  }
}

async function* again(given: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* given;
}

/** What several streams give, as it comes. */
async function* merged(streams: readonly AsyncGenerator<Uint8Array>[]): AsyncGenerator<Uint8Array> {
  const pending = new Map(streams.map((stream) => [stream, next(stream)]));
  try {
    while (pending.size > 0) {
      const { stream, result } = await Promise.race(pending.values());
      if (result.done === true) {
        pending.delete(stream);
        continue;
      }
      pending.set(stream, next(stream));
      yield result.value;
    }
  } finally {
    for (const stream of pending.keys()) void stream.return(undefined);
  }
}

async function next(stream: AsyncGenerator<Uint8Array>) {
  return { stream, result: await stream.next() };
}

/** As Go's generated servers say it. */
function unimplemented(path: string): TalosStatus {
  const [, service, method] = path.split("/");
  return new TalosStatus(GrpcStatus.UNIMPLEMENTED, `unknown method ${method} for service ${service}`);
}
