/** `curl` and `wget` over HTTP, to what the machine can reach: the sandbox itself. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { types } from "node:util";
import type { Machine } from "../machine";

/** A request as the two programs make it. */
export interface DownloadRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array | undefined;
  /** Real milliseconds for connecting and for the first byte of the answer; absent: no limit. */
  connectTimeoutMs?: number | undefined;
  signal: AbortSignal;
}

/** Why a download failed. */
export type DownloadFailure = "url" | "scheme" | "resolve" | "connect" | "timeout" | "receive";

/** A download that failed before or while its bytes came. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  readonly kind: DownloadFailure;

  constructor(kind: DownloadFailure, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Sends one request, without following redirections. Throws DownloadError. */
export function send(machine: Machine, request: DownloadRequest): Promise<IncomingMessage> {
  const url = parseUrl(request.url);
  const port = Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const target = machine.resolve(host, port);
  if (target === undefined) throw unreachable(host, port);
  return new Promise((resolve, reject) => {
    const headers = { Host: url.host, ...request.headers };
    const { method, signal, connectTimeoutMs } = request;
    const outgoing = httpRequest({ ...target, path: url.pathname + url.search, method, headers, agent: false, signal });
    const giveUp = () =>
      outgoing.destroy(new DownloadError("timeout", `Connection timed out after ${connectTimeoutMs} milliseconds`));
    const timer = connectTimeoutMs === undefined ? undefined : setTimeout(giveUp, connectTimeoutMs);
    outgoing.once("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    outgoing.once("error", (error) => {
      clearTimeout(timer);
      reject(asDownloadError(error, host, port, signal));
    });
    outgoing.end(request.body);
  });
}

function unreachable(host: string, port: number): DownloadError {
  const isAddress = /^[\d.]+$|:/.test(host);
  if (!isAddress) return new DownloadError("resolve", `Could not resolve host: ${host}`);
  return new DownloadError(
    "connect",
    `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
  );
}

function parseUrl(text: string): URL {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined) throw new DownloadError("url", `URL rejected: Malformed input to a URL function`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new DownloadError("scheme", `Protocol "${url.protocol.slice(0, -1)}" not supported`);
  }
  return url;
}

function asDownloadError(error: unknown, host: string, port: number, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof DownloadError) return error;
  const code = types.isNativeError(error) && "code" in error ? String(error.code) : "";
  if (code === "ECONNRESET" || code.startsWith("HPE_"))
    return new DownloadError("receive", "Recv failure: Connection reset by peer");
  return new DownloadError(
    "connect",
    `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
  );
}

/** The bytes of an answer. Throws DownloadError "receive" when they break off. */
export async function* bodyOf(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const abort = () => response.destroy();
  signal.addEventListener("abort", abort, { once: true });
  try {
    for await (const chunk of response) yield Buffer.from(chunk);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw types.isNativeError(error)
      ? new DownloadError("receive", "transfer closed with outstanding read data remaining")
      : error;
  } finally {
    signal.removeEventListener("abort", abort);
    response.destroy();
  }
  if (!response.complete) throw new DownloadError("receive", "transfer closed with outstanding read data remaining");
}
