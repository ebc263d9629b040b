/** The HTTP end of an API server: connections, certificates, bodies, streams. Never what is answered. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { largestBodyBytes } from "../api/api-server";
import type { ApiReply, ApiRequest } from "../api/request";
import type { ApiEndpoint, OpenApi } from "../seam";
import { readRequest } from "./read-request";

/** What answers requests. */
export type Answerer = (request: ApiRequest) => Promise<ApiReply>;

/** Something that may be done to a request before it is answered. */
export type Disturbance = (request: ApiRequest) => Promise<ApiReply | "cut" | undefined>;

/** Headers of every answer of the real server. */
export type CommonHeaders = () => Readonly<Record<string, string>>;

/** How an API server is opened. */
export interface HttpServerOptions {
  readonly endpoint: ApiEndpoint;
  readonly clientCaPem: string;
  readonly answer: Answerer;
  readonly disturb: Disturbance;
  readonly commonHeaders: CommonHeaders;
}

/** Listens. @throws the system's error when the port is taken */
export async function openHttpServer(options: HttpServerOptions): Promise<OpenApi> {
  const { endpoint } = options;
  const handler = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response, options).catch(() => response.destroy());
  };
  const secure =
    endpoint.keyPair === undefined
      ? undefined
      : createHttpsServer(
          { ...contextOf(endpoint.keyPair, options.clientCaPem), requestCert: true, rejectUnauthorized: false },
          handler,
        );
  const server = secure ?? createHttpServer(handler);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    if (endpoint.admits?.(socket.remoteAddress ?? "") === false) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: endpoint.host, port: endpoint.port }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address !== null ? address.port : endpoint.port;
  return {
    url: `${secure === undefined ? "http" : "https"}://${endpoint.host}:${port}`,
    port,
    replaceKeyPair: (keyPair, clientCaPem) =>
      secure?.setSecureContext(contextOf(keyPair, clientCaPem ?? options.clientCaPem)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function contextOf({ certificatePem, keyPem }: { certificatePem: string; keyPem: string }, ca: string) {
  return { cert: certificatePem, key: keyPem, ca, minVersion: "TLSv1.2" } as const;
}

async function serve(incoming: IncomingMessage, response: ServerResponse, options: HttpServerOptions): Promise<void> {
  const request = await readRequest(incoming, largestBodyBytes + 1, certificateOf(incoming.socket));
  const disturbed = await options.disturb(request);
  if (disturbed === "cut") {
    response.destroy();
    return;
  }
  const reply = disturbed ?? (await options.answer(request));
  // Who has gone meanwhile is told nothing: nobody would ever end a watch for them.
  if (response.destroyed) return;
  if (reply.stream !== undefined) {
    stream(reply, response, options.commonHeaders());
    return;
  }
  const isTooLarge = request.body.length > largestBodyBytes;
  const body = incoming.method === "HEAD" || reply.status === 304 ? "" : reply.body;
  response.writeHead(reply.status, {
    ...options.commonHeaders(),
    ...mutable(reply.headers),
    ...(reply.status === 304 ? {} : { "content-length": Buffer.byteLength(body) }),
    ...(isTooLarge ? { connection: "close" } : {}),
  });
  response.end(body);
}

/** A client that reads no more than this behind is sent away, as the real server ends watches that fall behind. */
const mostUnreadBytes = 16 * 1024 * 1024;

function stream(reply: ApiReply, response: ServerResponse, common: Readonly<Record<string, string>>): void {
  response.writeHead(reply.status, { ...common, ...mutable(reply.headers) });
  response.flushHeaders();
  let isOpen = true;
  const stop = reply.stream?.({
    write: (chunk) => {
      if (!isOpen) return;
      response.write(chunk);
      if (response.writableLength > mostUnreadBytes) response.destroy();
    },
    end: () => {
      isOpen = false;
      response.end();
    },
  });
  response.once("close", () => {
    isOpen = false;
    stop?.();
  });
}

function mutable(headers: ApiReply["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}

const certificates = new WeakMap<Socket, ApiRequest["certificate"]>();

/** The client certificate of a connection; an empty name for one that the cluster's CA did not sign. */
function certificateOf(socket: Socket): ApiRequest["certificate"] {
  if (!(socket instanceof TLSSocket)) return undefined;
  if (certificates.has(socket)) return certificates.get(socket);
  const peer = socket.getPeerCertificate(false);
  const subject = peer?.subject;
  let found: ApiRequest["certificate"];
  if (subject !== undefined) {
    const organizations: unknown = subject.O;
    found = {
      commonName: socket.authorized ? firstText(subject.CN) : "",
      organizations: Array.isArray(organizations)
        ? organizations.map(String)
        : typeof organizations === "string"
          ? [organizations]
          : [],
    };
  }
  certificates.set(socket, found);
  return found;
}

function firstText(value: unknown): string {
  if (Array.isArray(value)) return String(value[0] ?? "");
  return typeof value === "string" ? value : "";
}
