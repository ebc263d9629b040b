/**
 * A small gRPC client over node:http2 for tests. It shares no code with the server it judges, checks nothing by itself,
 * and lets a test send whatever bytes and headers it likes.
 */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";

/** Mutual TLS as Terraform does it: our certificate, and theirs as the only one that is trusted. */
export interface GrpcClientTls {
  /** The client's key and certificate; left out to present none. */
  readonly key?: string;
  readonly certificate?: string;
  /** The server's certificate (DER), which must stand for "localhost". */
  readonly serverCertificate: Buffer;
}

/** Where to connect to. */
export interface GrpcClientOptions {
  /** A UNIX socket path, or `host:port` for TCP. */
  readonly address: string;
  readonly tls?: GrpcClientTls;
}

/** How one call is made. */
export interface GrpcCallOptions {
  /** Headers beside (or instead of) those of an ordinary call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cancels the call (RST_STREAM with CANCEL). */
  readonly signal?: AbortSignal;
}

/** Everything a call came back with. */
export interface GrpcResult {
  /** `grpc-status`, wherever it stood; undefined when the stream ended without one. */
  readonly status: number | undefined;
  /** `grpc-message`, decoded. */
  readonly statusMessage: string;
  readonly messages: readonly Buffer[];
  readonly headers: IncomingHttpHeaders;
  readonly trailers: IncomingHttpHeaders;
  /** The HTTP/2 error code of the stream; 0 is none. */
  readonly resetCode: number;
}

/** A connection to a gRPC server. */
export interface GrpcClient {
  readonly session: ClientHttp2Session;
  /** One message in, the whole answer out. Never rejects for what the server does. */
  call(path: string, message: Uint8Array, options?: GrpcCallOptions): Promise<GrpcResult>;
  /** Sends any bytes as the body of a call and ends it. */
  callRaw(path: string, body: Uint8Array, options?: GrpcCallOptions): Promise<GrpcResult>;
  /** Opens a stream and leaves it to the test. */
  open(path: string, headers?: Readonly<Record<string, string>>): ClientHttp2Stream;
  close(): void;
}

/** Connects, and resolves when HTTP/2 is up. Rejects when the connection or its TLS handshake fails. */
export async function connectGrpc(options: GrpcClientOptions): Promise<GrpcClient> {
  const session = connect("http://localhost", {
    createConnection: () => createSocket(options),
    maxSessionMemory: 2_048, // megabytes; with Node's 10 a client resets answers that come while it sends a big message
  });
  await new Promise<void>((resolve, reject) => {
    // the first SETTINGS prove that there is a server behind the socket
    session.once("remoteSettings", () => resolve());
    session.once("error", reject);
    session.once("close", () => reject(new Error("The server closed the connection")));
  });
  session.on("error", () => {});
  const open = (path: string, headers: Readonly<Record<string, string>> = {}): ClientHttp2Stream => {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    stream.on("error", () => {});
    return stream;
  };
  const callRaw = (path: string, body: Uint8Array, call: GrpcCallOptions = {}): Promise<GrpcResult> => {
    const stream = open(path, call.headers);
    call.signal?.addEventListener("abort", () => stream.close(8), { once: true });
    stream.end(body);
    return readResult(stream);
  };
  return {
    session,
    open,
    callRaw,
    call: (path, message, call) => callRaw(path, grpcFrame(message), call),
    close: () => session.destroy(),
  };
}

/** A message with its gRPC prefix. */
export function grpcFrame(message: Uint8Array, flags = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** Waits until a stream is over, and gathers what came. */
export function readResult(stream: ClientHttp2Stream): Promise<GrpcResult> {
  const chunks: Buffer[] = [];
  let headers: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  stream.on("response", (received) => {
    headers = received;
  });
  stream.on("trailers", (received) => {
    trailers = received;
  });
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    stream.once("close", () => {
      const status = trailers["grpc-status"] ?? headers["grpc-status"];
      const statusMessage = String(trailers["grpc-message"] ?? headers["grpc-message"] ?? "");
      resolve({
        status: status === undefined ? undefined : Number(status),
        statusMessage: decodeURIComponent(statusMessage),
        messages: cutMessages(Buffer.concat(chunks)),
        headers,
        trailers,
        resetCode: stream.rstCode,
      });
    });
  });
}

function cutMessages(body: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let position = 0; position + 5 <= body.length; ) {
    const end = position + 5 + body.readUInt32BE(position + 1);
    messages.push(body.subarray(position + 5, end));
    position = end;
  }
  return messages;
}

function createSocket(options: GrpcClientOptions): ReturnType<typeof connectPlain> {
  const [, host, port] = /^([\w.]+):([0-9]+)$/.exec(options.address) ?? [];
  const plain =
    host === undefined ? connectPlain({ path: options.address }) : connectPlain({ host, port: Number(port) });
  if (options.tls === undefined) {
    return plain;
  }
  return connectTls({
    socket: plain,
    servername: "localhost",
    ca: [derToPem(options.tls.serverCertificate)],
    ALPNProtocols: ["h2"],
    ...(options.tls.key === undefined ? {} : { key: options.tls.key }),
    ...(options.tls.certificate === undefined ? {} : { cert: options.tls.certificate }),
  });
}

function derToPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
