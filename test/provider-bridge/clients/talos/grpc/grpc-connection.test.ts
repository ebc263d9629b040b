/** Connections and the calls on them, against peers that do anything. */
import { constants, type ServerHttp2Stream } from "node:http2";
import { CallFailure, type GrpcConnection } from "../../../../../provider-bridge/clients/talos/grpc";
import { GrpcStatus } from "../../../../../wire/grpc/status";
import { grpcFrame } from "../../../../support/grpc-client";
import { type Answer, PlainPeer } from "./plain-peer";

const maxMessageBytes = 100_000;
let peer: PlainPeer | undefined;
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

/** A connection to a peer that answers so. */
async function connected(answer: Answer): Promise<GrpcConnection> {
  peer = await PlainPeer.answering(answer);
  const connection = peer.connection();
  expect(await connection.connect()).toBe(true);
  return connection;
}

interface Outcome {
  readonly messages: readonly string[];
  readonly failure: CallFailure | undefined;
}

/** Sends one message, and waits for the end. */
function call(connection: GrpcConnection, timeoutMs?: number, message = "hello"): Promise<Outcome> {
  const messages: string[] = [];
  return new Promise((resolve) => {
    const onMessage = (bytes: Buffer) => messages.push(bytes.toString());
    const onEnd = (failure: CallFailure | undefined) => resolve({ messages, failure });
    const bounds = { timeoutMs, maxMessageBytes };
    try {
      connection.call("/a.Service/Method", bounds, { onMessage, onEnd }).sendLast(Buffer.from(message));
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      resolve({ messages, failure: error });
    }
  });
}

const frame = (text: string) => grpcFrame(Buffer.from(text));
const ok = { "grpc-status": "0" };

/** Answers with these chunks and trailers. */
function answer(stream: ServerHttp2Stream, chunks: readonly Buffer[], trailers: Record<string, string> | undefined) {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => (trailers === undefined ? stream.close() : stream.sendTrailers(trailers)));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
}

test("headers are gRPC's, the message is framed, and the answer's messages come in order", async () => {
  const seen: unknown[] = [];
  const connection = await connected((stream, headers) => {
    seen.push(headers[":method"], headers[":path"], headers["content-type"], headers["te"], headers["grpc-timeout"]);
    stream.on("data", (chunk: Buffer) => seen.push(chunk));
    stream.on("end", () => answer(stream, [frame("one"), frame(""), frame("three")], ok));
  });
  expect(await call(connection, 60_000)).toEqual({ messages: ["one", "", "three"], failure: undefined });
  expect(seen).toEqual(["POST", "/a.Service/Method", "application/grpc", "trailers", "60000m", frame("hello")]);
});

test.each<[string, Answer, number]>([
  ["a status", (stream) => answer(stream, [], { "grpc-status": "5" }), GrpcStatus.NOT_FOUND],
  [
    "a status and nothing else",
    (stream) => stream.respond({ ":status": 200, "grpc-status": "9" }, { endStream: true }),
    GrpcStatus.FAILED_PRECONDITION,
  ],
  ["half a message, and OK", (stream) => answer(stream, [frame("whole"), frame("half").subarray(0, 7)], ok), 13],
  ["half a prefix, and OK", (stream) => answer(stream, [frame("half").subarray(0, 3)], ok), GrpcStatus.INTERNAL],
  ["no status", (stream) => answer(stream, [frame("whole")], undefined), GrpcStatus.INTERNAL],
  ["a compressed message", (stream) => answer(stream, [Buffer.from([1, 0, 0, 0, 1, 9])], ok), GrpcStatus.INTERNAL],
  [
    "a message that is too long",
    (stream) => answer(stream, [grpcFrame(Buffer.alloc(maxMessageBytes + 1))], ok),
    GrpcStatus.RESOURCE_EXHAUSTED,
  ],
  ["a reset", (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR), GrpcStatus.INTERNAL],
  ["no gRPC", (stream) => stream.respond({ ":status": 502 }, { endStream: true }), GrpcStatus.UNAVAILABLE],
  ["its end", () => peer?.cut(), GrpcStatus.UNAVAILABLE],
  ["a session that it destroys", (stream) => stream.session?.destroy(), GrpcStatus.UNAVAILABLE],
])("a peer that answers with %s", async (_what, behaviour, code) => {
  const connection = await connected(behaviour);
  const { failure } = await call(connection, 60_000);
  expect(failure).toMatchObject({ code, isTurnedAway: false });
});

test("a peer that says nothing: the call ends at its deadline, and others go on", async () => {
  const connection = await connected((stream, headers) => {
    if (headers["grpc-timeout"] !== "20m") answer(stream, [frame("late")], ok);
  });
  const [silent, other] = await Promise.all([call(connection, 20), call(connection, 60_000)]);
  expect(silent.failure).toMatchObject({ code: GrpcStatus.DEADLINE_EXCEEDED, message: "no whole answer within 20 ms" });
  expect(other.messages).toEqual(["late"]);
});

test("a call that is given up ends at once, and is told to the peer", async () => {
  const reset = new Promise<number | undefined>((resolve) => {
    void connected((stream) => stream.once("close", () => resolve(stream.rstCode))).then((connection) => {
      const ended: (CallFailure | undefined)[] = [];
      const onEnd = (failure: CallFailure | undefined) => ended.push(failure);
      const bounds = { timeoutMs: undefined, maxMessageBytes };
      const given = connection.call("/a.Service/Follow", bounds, { onMessage: () => undefined, onEnd });
      given.cancel();
      given.cancel();
      expect(ended).toMatchObject([{ code: GrpcStatus.CANCELLED }]);
    });
  });
  expect(await reset).toBe(constants.NGHTTP2_CANCEL);
});

test("what is too long is not sent", async () => {
  const connection = await connected((stream) => answer(stream, [], ok));
  const { failure } = await call(connection, 60_000, "x".repeat(maxMessageBytes + 1));
  expect(failure?.code).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
});

test("a refused stream, and a call after GOAWAY, were not looked at; the next one has another connection", async () => {
  let refusals = 1;
  const connection = await connected((stream) => {
    refusals -= 1;
    if (refusals >= 0) stream.close(constants.NGHTTP2_REFUSED_STREAM);
    else answer(stream, [frame("taken")], ok);
  });
  expect((await call(connection)).failure).toMatchObject({ isTurnedAway: true });
  expect((await call(connection)).messages).toEqual(["taken"]);
  peer?.sessions[0]?.goaway();
  await gone(connection);
  expect((await call(connection)).failure).toMatchObject({ isTurnedAway: true });
  expect(await connection.connect()).toBe(true);
  expect((await call(connection)).messages).toEqual(["taken"]);
  expect(peer?.sessions).toHaveLength(2);
});

/** Waits until a connection takes no calls any more. */
async function gone(connection: GrpcConnection): Promise<void> {
  for (let turn = 0; turn < 100_000 && connection.isReady; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(connection.isReady).toBe(false);
}

test("a connection is shared while it is made, and made again when it broke", async () => {
  const connection = await connected((stream) => answer(stream, [frame("there")], ok));
  peer?.cut();
  await gone(connection);
  const [first, second] = [connection.connect(), connection.connect()];
  expect(second).toBe(first);
  expect(await first).toBe(true);
  expect((await call(connection)).messages).toEqual(["there"]);
  expect(peer?.sessions).toHaveLength(2);
});

test("closed, it takes no calls; those under way end as they would have", async () => {
  const connection = await connected((stream) => {
    connection.close();
    answer(stream, [frame("still")], ok);
  });
  expect((await call(connection)).messages).toEqual(["still"]);
  expect(connection.isReady).toBe(false);
  expect((await call(connection)).failure).toMatchObject({ message: "the connection was ended", isTurnedAway: true });
});

test("closed while no call is under way, it is gone at once, for the peer, too", async () => {
  const connection = await connected((stream) => answer(stream, [frame("there")], ok));
  expect((await call(connection)).messages).toEqual(["there"]);
  const [session] = peer?.sessions ?? [];
  const closed = new Promise<boolean>((resolve) => session?.once("close", () => resolve(session.destroyed)));
  connection.close();
  expect(connection.isReady).toBe(false);
  expect(await closed).toBe(true);
});

/** An empty SETTINGS frame. */
const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

test("a peer that gives no sign of life while a call is under way is gone", async () => {
  peer = await PlainPeer.saying(settings);
  const connection = peer.connection();
  expect(await connection.connect()).toBe(true);
  expect((await call(connection)).failure).toMatchObject({ code: GrpcStatus.UNAVAILABLE, isTurnedAway: false });
});

test.each([
  ["never speaks", Buffer.alloc(0), "waits"],
  ["speaks something else", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "fails"],
])("a peer that %s is not connected", async (_what, bytes, outcome) => {
  peer = await PlainPeer.saying(bytes);
  const connection = peer.connection();
  const connecting = connection.connect();
  if (outcome === "waits") connection.close();
  expect(await connecting).toBe(false);
  expect(connection.isReady).toBe(false);
});

test("nobody there is no connection", async () => {
  peer = await PlainPeer.saying(settings);
  const connection = peer.connection();
  await peer.close();
  expect(await connection.connect()).toBe(false);
});
