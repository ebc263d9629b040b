import type { ServerHttp2Stream } from "node:http2";
import type { CallContext, Method } from "../../wire/grpc/method";
import { GrpcError, GrpcStatus } from "../../wire/grpc/status";
import type { GrpcReply } from "./grpc-reply";
import type { AcceptedRequest } from "./grpc-request";
import { onlyMessage, requestMessages } from "./grpc-request-stream";

/** What a call needs of its server. */
export interface GrpcCallOptions {
  readonly stream: ServerHttp2Stream;
  readonly reply: GrpcReply;
  readonly request: AcceptedRequest;
  /** Finds the method of a path; may load it first. */
  readonly findMethod: (path: string) => Promise<Method | undefined>;
  readonly maxMessageBytes: number;
  /** Turns an error into the text the caller gets (and may log it). */
  readonly describeError: (error: unknown, path: string) => string;
}

/** One call, from its headers to its status. */
export class GrpcCall {
  readonly #options: GrpcCallOptions;
  readonly #cancellation = new AbortController();

  constructor(options: GrpcCallOptions) {
    this.#options = options;
  }

  /** Aborts the signal that the method was given; the method decides what it still answers. */
  cancel(reason: GrpcError): void {
    this.#cancellation.abort(reason);
  }

  /** Runs the method, answers, and resolves when the method is done, even if its caller has long gone. Never rejects. */
  async run(): Promise<void> {
    const { stream, reply, request, describeError } = this.#options;
    const stopClock = this.#startClock(request.timeoutMs);
    const onGone = (): void => this.cancel(new GrpcError(GrpcStatus.CANCELLED, "The caller has gone"));
    stream.once("aborted", onGone).once("close", onGone);
    try {
      await this.#answer();
      reply.end(GrpcStatus.OK, "");
    } catch (error) {
      const code = error instanceof GrpcError ? error.code : GrpcStatus.UNKNOWN;
      reply.end(code, describeError(error, request.path));
    } finally {
      stopClock();
      stream.removeListener("aborted", onGone).removeListener("close", onGone);
    }
  }

  async #answer(): Promise<void> {
    const { stream, reply, request, maxMessageBytes, findMethod } = this.#options;
    const method = await findMethod(request.path);
    if (method === undefined) {
      throw new GrpcError(GrpcStatus.UNIMPLEMENTED, `Cannot call "${request.path}": this provider has no such method`);
    }
    const frames = { maxMessageBytes, encoding: request.encoding };
    const context: CallContext = { signal: this.#cancellation.signal, path: request.path };
    if (method.kind === "unary") {
      const message = await onlyMessage(stream, frames);
      await reply.sendOnly(await method.handle(message, context), maxMessageBytes);
      return;
    }
    for await (const message of method.handle(requestMessages(stream, frames), context)) {
      await reply.send(message, maxMessageBytes);
    }
  }

  /** At the deadline the caller gets its answer at once; what the method still does is for nobody. */
  #startClock(timeoutMs: number | undefined): () => void {
    if (timeoutMs === undefined) {
      return () => {};
    }
    const expire = (): void => {
      const error = new GrpcError(GrpcStatus.DEADLINE_EXCEEDED, `No answer within ${timeoutMs} ms`);
      this.cancel(error);
      this.#options.reply.end(error.code, error.message);
    };
    const timer = setTimeout(expire, timeoutMs);
    return () => clearTimeout(timer);
  }
}
