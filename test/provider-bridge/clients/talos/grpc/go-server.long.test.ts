/** Our gRPC client beside a server by grpc-go, which is what answers on a Talos machine. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { connect } from "node:tls";
import { type CallFailure, GrpcConnection } from "../../../../../provider-bridge/clients/talos/grpc";
import { GrpcStatus } from "../../../../../wire/grpc/status";
import { describeIf } from "../../../../support/availability";
import { buildGoProgram, hasGo } from "../../../../support/go";

const maxMessageBytes = 33_554_432;

interface Outcome {
  readonly messages: readonly Buffer[];
  readonly failure: CallFailure | undefined;
}

/** The program, and what it prints. */
class GoServer {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string) {
    this.#child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error("The server has ended");
    return value;
  }

  async connection(): Promise<GrpcConnection> {
    const { port, certificate }: { port: number; certificate: string } = JSON.parse(await this.line());
    return new GrpcConnection({
      origin: `https://127.0.0.1:${port}`,
      dial: () => connect({ host: "127.0.0.1", port, ca: certificate, ALPNProtocols: ["h2"] }),
      keepAliveMs: 50,
      keepAliveTimeoutMs: 5000,
    });
  }

  /** Its input ends, and so does it. */
  close(): void {
    this.#child.stdin.end();
  }
}

describeIf(hasGo(), "there is no Go", "grpc-go", () => {
  let folder: string;
  let server: GoServer;
  let connection: GrpcConnection;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "go-server-"));
    await buildGoProgram(join(__dirname, "go-server"), join(folder, "server"));
    server = new GoServer(join(folder, "server"));
    connection = await server.connection();
    expect(await connection.connect()).toBe(true);
  });
  afterAll(() => {
    connection.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function call(method: string, sent: readonly Buffer[], timeoutMs?: number): Promise<Outcome> {
    const messages: Buffer[] = [];
    return new Promise((resolve) => {
      const onEnd = (failure: CallFailure | undefined) => resolve({ messages, failure });
      const listener = { onMessage: (message: Buffer) => void messages.push(message), onEnd };
      const made = connection.call(`/test/${method}`, { timeoutMs, maxMessageBytes }, listener);
      for (const message of sent) made.send(message);
      made.sendNoMore();
    });
  }

  const texts = ({ messages }: Outcome) => messages.map(String);

  it("answers message by message, however many and however large", async () => {
    const many = Array.from({ length: 500 }, (_, index) => Buffer.from(`message ${index}`));
    expect(texts(await call("Each", many))).toEqual(many.map(String));
    const large = Buffer.alloc(maxMessageBytes - 1, "x");
    const { messages, failure } = await call("Each", [large, Buffer.alloc(0)]);
    expect([failure, messages.map(({ length }) => length)]).toEqual([undefined, [large.length, 0]]);
    expect(messages[0]?.equals(large)).toBe(true);
  });

  it("refuses with a code and a text, with and without messages before", async () => {
    const { messages, failure } = await call("Refuse", [Buffer.from("?")]);
    expect([messages, failure?.code]).toEqual([[], GrpcStatus.INVALID_ARGUMENT]);
    expect(failure?.message).toBe("100 % für nichts\n…");
    const half = await call("Break", [Buffer.from("one")]);
    expect([texts(half), half.failure?.code]).toEqual([["one"], GrpcStatus.DATA_LOSS]);
    expect((await call("Nothing", [])).failure).toMatchObject({
      code: GrpcStatus.UNIMPLEMENTED,
      isTurnedAway: false,
    });
  });

  it("knows how much time there is, and sees a call end that was given up", async () => {
    const expired = await call("Wait", [], 1000);
    expect([texts(expired), expired.failure?.code]).toEqual([["1s"], GrpcStatus.DEADLINE_EXCEEDED]);
    // Both sides count: whichever is first, the call ends there too.
    expect(["expired", "cancelled"]).toContain(await server.line());
    const messages: string[] = [];
    const failure = await new Promise<CallFailure | undefined>((resolve) => {
      const onMessage = (message: Buffer) => {
        messages.push(message.toString());
        made.cancel();
      };
      const bounds = { timeoutMs: 60_000, maxMessageBytes };
      const made = connection.call("/test/Wait", bounds, { onMessage, onEnd: resolve });
      made.sendNoMore();
    });
    expect([messages, failure?.code]).toEqual([["1m0s"], GrpcStatus.CANCELLED]);
    expect(await server.line()).toBe("cancelled");
  });

  it("may go in the middle of a call: that one ends well, and the next finds who comes after", async () => {
    const last = await call("Restart", [Buffer.from("still there")]);
    expect([texts(last), last.failure]).toEqual([["still there"], undefined]);
    let [isReady, tries] = [false, 0];
    for (; !isReady && tries < 200; tries += 1) isReady = await connection.connect();
    expect(texts(await call("Each", [Buffer.from("again")]))).toEqual(["again"]);
  });
});
