/** One HTTP exchange, as every client's chain passes it on. */
import type { CallContext } from "./call-context";

/** A request, complete but for what the connection adds. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8. */
  readonly body: string;
}

/**
 * Sends a request and waits for the whole answer, whatever its status is.
 * @throws TransportError when there is no whole answer; the signal's reason when the operation was cancelled.
 */
export type Send = (request: HttpRequest, context: CallContext) => Promise<HttpAnswer>;
