/** One machine's API: the chain of a call in one place: connect → send → log → classify → retry → parse. */
import type { ReplyOf, RequestOf, ServiceDescription } from "../../../wire/grpc/service";
import type { MessageNames } from "../../../wire/protobuf";
import { type CallContext, type Clock, retrying, type Verdict } from "../transport";
import { TalosChannel, type Trust } from "./channel";
import { callError, connectionError } from "./classify";
import { type ProbeAs, probePeer } from "./peer-probe";
import type { Api, CallLimits } from "./service-call";
import { TalosError } from "./talos-error";

/** How long a connection may take to come about, milliseconds. */
const connectMs = 5_000;
/** How long one attempt may take where nothing else is said, milliseconds. */
const standardAttemptMs = 10_000;
/** Attempts where a failure may pass. */
const attempts = 3;
const firstWaitMs = 200;

/** What nodes are made of. */
export interface NodeSurroundings {
  readonly clock: Clock;
  readonly random: () => number;
}

/** How an exchange is made on a channel. */
type Send = (channel: TalosChannel, ...asked: Parameters<TalosChannel["gather"]>) => Promise<readonly Uint8Array[]>;

/** A machine. Connections are made when they are needed, and again when they broke. */
export class TalosNode {
  readonly host: string;
  readonly #trust: Trust;
  readonly #surroundings: NodeSurroundings;
  #channel: TalosChannel | undefined;

  constructor(host: string, trust: Trust, surroundings: NodeSurroundings) {
    this.host = host;
    this.#trust = trust;
    this.#surroundings = surroundings;
  }

  /**
   * A method with one answer.
   * @throws TalosError, and the signal's reason.
   */
  async call<Messages, Service extends ServiceDescription, Name extends keyof Service["methods"] & string>(
    [messages, service]: Api<Messages, Service>,
    name: Name,
    request: RequestOf<Messages, Service, Name>,
    context: CallContext,
    limits: CallLimits = {},
  ): Promise<ReplyOf<Messages, Service, Name>> {
    const [reply] = await this.#exchange([messages, service], name, request, context, {
      ...limits,
      send: async (channel, ...asked) => [await channel.unary(...asked)],
    });
    return reply as ReplyOf<Messages, Service, Name>; // One came, or `unary` had thrown.
  }

  /**
   * A method with any number of answers, all of which are waited for.
   * @throws TalosError, and the signal's reason.
   */
  list<Messages, Service extends ServiceDescription, Name extends keyof Service["methods"] & string>(
    api: Api<Messages, Service>,
    name: Name,
    request: RequestOf<Messages, Service, Name>,
    context: CallContext,
    limits: CallLimits = {},
  ): Promise<readonly ReplyOf<Messages, Service, Name>[]> {
    const send: Send = (channel, ...asked) => channel.gather(...asked);
    return this.#exchange(api, name, request, context, { ...limits, send });
  }

  async #exchange<Messages, Service extends ServiceDescription, Name extends keyof Service["methods"] & string>(
    [messages, service]: Api<Messages, Service>,
    name: Name,
    request: RequestOf<Messages, Service, Name>,
    context: CallContext,
    { attemptMs = standardAttemptMs, repeatable = false, send }: CallLimits & { readonly send: Send },
  ): Promise<readonly ReplyOf<Messages, Service, Name>[]> {
    const description = described(service, name);
    const bytes = messages.encode(description.request as MessageNames<Messages>, request);
    const path = `/${service.name}/${name}`;
    const attempt = () =>
      this.#told(path, context, async () => {
        const channel = await this.#connected(path, context);
        const replies = await send(channel, path, bytes, { attemptMs }, context);
        return replies.map((reply) => messages.decode(description.response as MessageNames<Messages>, reply));
      });
    const options = { ...this.#surroundings, attempts, firstWaitMs };
    const replies = await retrying(attempt, (error) => judge(error, repeatable), context, options);
    return replies as readonly ReplyOf<Messages, Service, Name>[]; // The description is where their type came from.
  }

  /**
   * A method with any number of answers, as they come; not tried again once it has begun. Without `attemptMs` it has no end of its own.
   * @throws TalosError, and the signal's reason.
   */
  async *stream<Messages, Service extends ServiceDescription, Name extends keyof Service["methods"] & string>(
    [messages, service]: Api<Messages, Service>,
    name: Name,
    request: RequestOf<Messages, Service, Name>,
    context: CallContext,
    { attemptMs }: Pick<CallLimits, "attemptMs"> = {},
  ): AsyncGenerator<ReplyOf<Messages, Service, Name>> {
    const description = described(service, name);
    const path = `/${service.name}/${name}`;
    const bytes = messages.encode(description.request as MessageNames<Messages>, request);
    try {
      // Until it is connected, nothing was sent: that much is tried again.
      const options = { ...this.#surroundings, attempts, firstWaitMs };
      const connect = () => this.#connected(path, context);
      const channel = await retrying(connect, (error) => judge(error, false), context, options);
      context.log.debug("Talos streams", { host: this.host, method: path });
      for await (const reply of channel.stream(path, bytes, { attemptMs }, context)) {
        const message = messages.decode(description.response as MessageNames<Messages>, reply);
        yield message as ReplyOf<Messages, Service, Name>; // The description is where its type came from.
      }
    } catch (error) {
      context.signal.throwIfAborted();
      throw this.#failed(error, path);
    }
  }

  /** Ends the connection; the next call makes a new one. */
  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** The second link: one line for each exchange, without what was said in it. */
  async #told<T>(path: string, context: CallContext, exchange: () => Promise<T>): Promise<T> {
    const { clock } = this.#surroundings;
    const startMs = clock.now();
    const fields = () => ({ host: this.host, method: path, duration_ms: Math.round(clock.now() - startMs) });
    try {
      const reply = await exchange();
      context.log.debug("Talos answered", fields());
      return reply;
    } catch (error) {
      context.signal.throwIfAborted();
      const failure = this.#failed(error, path);
      context.log.debug("Talos did not answer", { ...fields(), failure: failure.code });
      throw failure;
    }
  }

  #failed(error: unknown, path: string): TalosError {
    const failure = callError(error, whatOf(path), this.host);
    if (["broken_off", "turned_away", "timed_out"].includes(failure.code)) this.close();
    return failure;
  }

  async #connected(path: string, context: CallContext): Promise<TalosChannel> {
    this.#channel ??= new TalosChannel(this.host, this.#trust);
    const channel = this.#channel;
    const outcome = await channel.connect(connectMs, context.signal);
    if (outcome === "ready") return channel;
    if (this.#channel === channel) this.close();
    if (outcome === "silent") throw connectionError({ kind: "silent" }, whatOf(path), this.host);
    const probed = await probePeer(this.host, this.#probeAs(), connectMs, context.signal);
    if (probed.kind === "speaks" && "pinned" in this.#trust) {
      const why = `it shows the key "${probed.certificate.fingerprint}", and "${this.#trust.pinned.fingerprint}" before`;
      throw connectionError({ kind: "stranger", why }, whatOf(path), this.host);
    }
    throw connectionError(probed, whatOf(path), this.host);
  }

  #probeAs(): ProbeAs {
    return "credential" in this.#trust ? this.#trust.credential : undefined;
  }
}

function described(service: ServiceDescription, name: string) {
  const description = service.methods[name];
  if (description === undefined) throw new TypeError(`Cannot call "${name}": ${service.name} has no such method`);
  return description;
}

/** `/machine.MachineService/Version` → `call Version`. */
function whatOf(path: string): string {
  return `call ${path.split("/").at(-1)}`;
}

function judge(error: unknown, repeatable: boolean): Verdict {
  if (!(error instanceof TalosError)) return { kind: "give_up" };
  // Nothing was done: also what changes something may be sent again.
  if (error.code === "not_connected" || error.code === "turned_away") return { kind: "again" };
  // Who was silent for a whole attempt is not asked again: waits and reads have deadlines of their own.
  return { kind: repeatable && error.code === "broken_off" ? "again" : "give_up" };
}
