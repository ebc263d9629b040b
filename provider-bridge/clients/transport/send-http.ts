/** The first link: one request over HTTP or HTTPS, one whole answer, within bounds of time and size. */
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { HttpAnswer, HttpRequest, Send } from "./http-exchange";
import { TransportError, type TransportErrorCode } from "./transport-error";

/** Bounds of an exchange, and who is trusted. */
export interface HttpSendOptions {
  /** How long one exchange may take, milliseconds. @default 30 000 */
  readonly attemptTimeoutMs?: number;
  /** Bytes of the largest body that is read. @default 16 MiB */
  readonly maxBytes?: number;
  /** Connections to one host at a time. @default 10, as many as Terraform's default parallelism */
  readonly connections?: number;
  /** PEM: the only authorities that are trusted. @default those of Node */
  readonly ca?: string;
  /** PEM: the client's certificate and key. @default none */
  readonly identity?: { readonly certificate: string; readonly key: string };
}

/** An open sender; idle connections are kept for the next request and do not keep the process alive. */
export interface HttpSend {
  readonly send: Send;
  /** Ends all connections. */
  close(): void;
}

/** Makes the first link of a chain. */
export function createHttpSend(options: HttpSendOptions = {}): HttpSend {
  const { attemptTimeoutMs = 30_000, maxBytes = 16_777_216, connections = 10, ca, identity } = options;
  const pool = { keepAlive: true, maxSockets: connections, scheduling: "lifo" } as const;
  const plain = new HttpAgent(pool);
  const secure = new HttpsAgent({
    ...pool,
    ...(ca === undefined ? {} : { ca }),
    ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.key }),
  });
  return {
    send: async (request, { signal }) => {
      signal.throwIfAborted();
      const limit = AbortSignal.timeout(attemptTimeoutMs);
      try {
        return await exchange(request, { plain, secure, maxBytes, signal: AbortSignal.any([signal, limit]) });
      } catch (error) {
        signal.throwIfAborted();
        throw asTransportError(error, request, limit.aborted ? attemptTimeoutMs : undefined);
      }
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

interface Line {
  readonly plain: HttpAgent;
  readonly secure: HttpsAgent;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

function exchange({ method, url, headers, body }: HttpRequest, line: Line): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const common = { method, headers: { ...headers, ...length }, signal: line.signal };
    const request =
      url.protocol === "https:"
        ? requestHttps(url, { ...common, agent: line.secure })
        : requestHttp(url, { ...common, agent: line.plain });
    request.on("error", reject);
    request.on("response", (response) => wholeAnswer(response, line.maxBytes).then(resolve, reject));
    request.end(body);
  });
}

async function wholeAnswer(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) {
      throw new TransportError("too_large", `the answer has more than ${maxBytes} bytes`);
    }
    chunks.push(bytes);
  }
  if (!response.complete) throw new TransportError("broken_off", "the answer broke off");
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Codes of Node with which no connection came about. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"]);
/** Codes of Node with which the peer was not who it should be. */
const NOT_TRUSTED =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

function asTransportError(error: unknown, { method, url }: HttpRequest, timeoutMs: number | undefined): TransportError {
  const what = `Cannot ${method} "${url.origin}${url.pathname}"`;
  if (timeoutMs !== undefined) {
    return new TransportError("timed_out", `${what}: no whole answer within ${timeoutMs} ms`, { cause: error });
  }
  if (error instanceof TransportError) return new TransportError(error.code, `${what}: ${error.message}`);
  const why = error instanceof Error ? error.message : String(error);
  return new TransportError(codeOf(error), `${what}: ${why}`, { cause: error });
}

function codeOf(error: unknown): TransportErrorCode {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (NOT_CONNECTED.has(code)) return "not_connected";
  return NOT_TRUSTED.test(code) ? "not_trusted" : "broken_off";
}
