import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { decodeEnvelope, hasEnvelope } from "../../../sandbox/kubernetes/protobuf/envelope";
import { issue, type KeyPair } from "../../../sandbox/pki";

/** A request that passed, as the recordings have it. */
export interface PassedRequest {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  /** JSON, or what a protobuf body says; undefined: none. */
  readonly body: unknown;
  readonly status: number;
  readonly responseType: string;
}

/** A proxy that writes down what passes. */
export interface RecordingProxy {
  /** "https://127.0.0.1:1234" */
  readonly url: string;
  /** What passed since the last call. */
  take(): readonly PassedRequest[];
  close(): void;
}

/** Listens on a free port with a certificate of `authority`, and passes everything to `target` (plain HTTP). */
export async function openRecordingProxy(target: string, authority: KeyPair): Promise<RecordingProxy> {
  const keyPair = await issue(authority, {
    subject: { commonName: "kube-apiserver" },
    ips: ["127.0.0.1"],
    usages: ["server"],
    notBeforeMs: Date.now() - 3600_000,
    notAfterMs: Date.now() + 24 * 3600_000,
    algorithm: "p256",
  });
  let passed: PassedRequest[] = [];
  const server = createServer({ cert: keyPair.certificatePem, key: keyPair.keyPem }, (incoming, outgoing) => {
    pass(target, incoming, outgoing, (request) => passed.push(request)).catch(() => outgoing.destroy());
  });
  const sockets = new Set<Socket>();
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address: AddressInfo | string | null = server.address();
  return {
    url: `https://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    take: () => {
      const taken = passed;
      passed = [];
      return taken;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  note: (request: PassedRequest) => void,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const { method = "GET", url = "/", headers } = incoming;
  const { hostname, port } = new URL(target);
  const sent = httpRequest({ hostname, port, method, path: url, headers, agent: false }, (answer) => {
    note(requestOf(method, url, headers, body, answer));
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  sent.on("error", () => outgoing.destroy());
  outgoing.on("close", () => sent.destroy());
  sent.end(body);
}

function requestOf(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  answer: IncomingMessage,
): PassedRequest {
  return {
    method,
    path,
    accept: headers.accept ?? "",
    contentType: headers["content-type"] ?? "",
    userAgent: headers["user-agent"] ?? "",
    body: bodyOf(body),
    status: answer.statusCode ?? 0,
    responseType: answer.headers["content-type"] ?? "",
  };
}

function bodyOf(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (hasEnvelope(body)) return decodeEnvelope(body);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return body.toString("utf8");
  }
}
