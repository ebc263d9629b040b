/** The HTTP end of a door: reads requests with a bound on their size, writes answers, closes without leftovers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "./world/loopback";

/** Hetzner refuses bodies far below that; user_data may have 32 KiB. */
const largestBodyBytes = 1024 * 1024;

/** A request as it came. */
export interface RawRequest {
  method: string;
  /** Below the host, e.g. "/v1/servers?name=x"; always one that `new URL` reads. */
  url: string;
  authorization: string | undefined;
  body: Buffer;
}

/** An answer to write; `cut`: write half of it and drop the line. */
export interface RawReply {
  status: number;
  headers: Record<string, string>;
  body: string;
  cut?: boolean;
}

/** Something that listens until it is closed. */
export interface HttpListener {
  /** "http://127.77.0.1:40123", or "unix:/path" */
  readonly url: string;
  close(): Promise<void>;
}

/** Where to listen: a loopback address and port (0: any free one), or a Unix socket. */
export type ListenAt = { host: string; port: number } | { path: string };

type Answerer = (request: RawRequest) => Promise<RawReply>;

/**
 * Listens.
 * @throws RangeError for an address that is not loopback; Error with a way out when the port is taken.
 */
export async function listenHttp(at: ListenAt, answer: Answerer): Promise<HttpListener> {
  if ("host" in at && !isLoopback(at.host)) {
    throw new RangeError(`Cannot listen on "${at.host}": the sandbox answers on loopback addresses only (127.0.0.0/8)`);
  }
  const server = createServer((request, response) => {
    serve(request, response, answer).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 65_000;
  await listening(server, at);
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: "host" in at ? `http://${at.host}:${port}` : `unix:${at.path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, at: ListenAt): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(cannotListen(at, error));
    server.once("error", refuse);
    server.listen(at, () => {
      server.removeListener("error", refuse);
      resolve();
    });
  });
}

function cannotListen(at: ListenAt, cause: NodeJS.ErrnoException): Error {
  if (!("host" in at)) return cause;
  const where = `Cannot listen on "${at.host}:${at.port}"`;
  if (cause.code === "EADDRINUSE") {
    return new Error(`${where}: the port is in use; choose another, or none for any that is free`, { cause });
  }
  if (cause.code === "EACCES") {
    return new Error(`${where}: only root may open it; choose one from 1024, or none for any that is free`, { cause });
  }
  return new Error(`${where}: ${cause.message}`, { cause });
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answerer): Promise<void> {
  const { method = "GET", url = "/", headers } = request;
  const body = await readBody(request);
  if (body === undefined) return refuse(response, 413, `request body is larger than ${largestBodyBytes} bytes`);
  if (!URL.canParse(url, "http://sandbox")) return refuse(response, 400, `"${url.slice(0, 100)}" is no path`);
  const reply = await answer({ method, url, authorization: headers.authorization, body });
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { ...reply.headers, ...(reply.status === 204 ? {} : { "content-length": length }) });
  if (reply.cut === true) {
    response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => response.destroy());
    return;
  }
  response.end(reply.body);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ error: { code: "invalid_input", message, details: null } }));
}

/** The whole body, or undefined when it is too large: the rest is read past, because who still sends hears no answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > largestBodyBytes) {
      request.resume();
      return undefined;
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}
