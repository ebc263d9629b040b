import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { grpcFrame, readResult } from "../../support/grpc-client";
import { type GrpcFixture, startGrpcFixture } from "./grpc-fixture";

describe("GrpcServer", () => {
  let fixture: GrpcFixture;
  beforeAll(async () => {
    fixture = await startGrpcFixture({ maxMessageBytes: 64 * 1024 * 1024 });
  });
  afterAll(() => fixture.close());
  afterEach(async () => {
    await fixture.untilIdle();
  });

  it("answers a unary call with one message and status 0 in trailers", async () => {
    const result = await fixture.client.call("/test.Test/Echo", Buffer.from("hello"));
    expect(result.headers[":status"]).toBe(200);
    expect(result.headers["content-type"]).toBe("application/grpc");
    expect(result.headers["grpc-status"]).toBeUndefined();
    expect(result.trailers["grpc-status"]).toBe("0");
    expect(result.messages).toEqual([Buffer.from("hello")]);
    expect(result.resetCode).toBe(0);
  });

  it("answers an empty message with an empty message", async () => {
    const result = await fixture.client.call("/test.Test/Echo", new Uint8Array(0));
    expect(result.messages).toEqual([Buffer.alloc(0)]);
    expect(result.status).toBe(GrpcStatus.OK);
  });

  it("puts the status of an error into the headers and ends the stream there", async () => {
    const result = await fixture.client.call("/test.Test/Fail", Buffer.from("50 % of ü\nfailed"));
    expect(result.headers["grpc-status"]).toBe(String(GrpcStatus.FAILED_PRECONDITION));
    expect(result.headers["grpc-message"]).toBe("50 %25 of %C3%BC%0Afailed");
    expect(result.statusMessage).toBe("50 % of ü\nfailed");
    expect(result.trailers).toEqual({});
    expect(result.messages).toEqual([]);
  });

  it("calls an error without a status UNKNOWN and asks for its text once", async () => {
    const result = await fixture.client.call("/test.Test/Throw", Buffer.from("boom"));
    expect(result.status).toBe(GrpcStatus.UNKNOWN);
    expect(result.statusMessage).toBe("described: boom");
    expect(fixture.describedErrors.filter((text) => text === "boom")).toHaveLength(1);
  });

  it("reports an error after messages in the trailers", async () => {
    const result = await fixture.client.call("/test.Test/CountThenFail", Buffer.from("3"));
    expect(result.messages.map(String)).toEqual(["0", "1", "2"]);
    expect(result.headers["grpc-status"]).toBeUndefined();
    expect(result.trailers["grpc-status"]).toBe(String(GrpcStatus.DATA_LOSS));
  });

  it("answers UNIMPLEMENTED for an unknown method, even with a big body", async () => {
    const result = await fixture.client.call("/test.Test/Missing", Buffer.alloc(3_000_000));
    expect(result.status).toBe(GrpcStatus.UNIMPLEMENTED);
    expect(result.statusMessage).toContain('"/test.Test/Missing"');
  });

  it("refuses other methods with 405 and other content types with 415", async () => {
    const get = await fixture.client.callRaw("/test.Test/Echo", Buffer.alloc(0), { headers: { ":method": "GET" } });
    expect(get.headers[":status"]).toBe(405);
    const json = await fixture.client.callRaw("/test.Test/Echo", Buffer.from("{}"), {
      headers: { "content-type": "application/json" },
    });
    expect(json.headers[":status"]).toBe(415);
    const web = { "content-type": "application/grpc-web" };
    expect(
      (await fixture.client.callRaw("/test.Test/Echo", Buffer.alloc(0), { headers: web })).headers[":status"],
    ).toBe(415);
  });

  it.each(["application/grpc+proto", "application/grpc;charset=utf-8"])(
    "takes content type %s",
    async (contentType) => {
      const result = await fixture.client.call("/test.Test/Echo", Buffer.from("x"), {
        headers: { "content-type": contentType },
      });
      expect(result.status).toBe(GrpcStatus.OK);
    },
  );

  it("answers a message whose bytes arrive one by one", async () => {
    const stream = fixture.client.open("/test.Test/Echo");
    const answer = readResult(stream);
    for (const byte of grpcFrame(Buffer.from("slowly"))) {
      stream.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    stream.end();
    expect((await answer).messages.map(String)).toEqual(["slowly"]);
  });

  it.each([
    ["nothing at all", Buffer.alloc(0), GrpcStatus.INTERNAL],
    ["half a prefix", Buffer.from([0, 0, 0]), GrpcStatus.INTERNAL],
    ["half a message", grpcFrame(Buffer.from("hello")).subarray(0, 7), GrpcStatus.INTERNAL],
    ["two messages", Buffer.concat([grpcFrame(Buffer.from("a")), grpcFrame(Buffer.from("b"))]), GrpcStatus.INTERNAL],
    ["unknown flags", grpcFrame(Buffer.from("a"), 4), GrpcStatus.INTERNAL],
    ["compression without an encoding", grpcFrame(Buffer.from("a"), 1), GrpcStatus.INTERNAL],
    ["a length above the limit", Buffer.from([0, 0x10, 0, 0, 0]), GrpcStatus.RESOURCE_EXHAUSTED],
    ["the longest length", Buffer.from([0, 0xff, 0xff, 0xff, 0xff]), GrpcStatus.RESOURCE_EXHAUSTED],
  ])("refuses a body of %s", async (_name, body, status) => {
    const result = await fixture.client.callRaw("/test.Test/Echo", body);
    expect(result.status).toBe(status);
    expect(result.statusMessage).toMatch(/^Cannot read the request: /);
    expect(result.messages).toEqual([]);
  });

  it("refuses compressed messages with UNIMPLEMENTED and names what it takes", async () => {
    const body = grpcFrame(Buffer.from("a"), 1);
    const result = await fixture.client.callRaw("/test.Test/Echo", body, { headers: { "grpc-encoding": "gzip" } });
    expect(result.status).toBe(GrpcStatus.UNIMPLEMENTED);
    expect(result.headers["grpc-accept-encoding"]).toBe("identity");
    const plain = { headers: { "grpc-encoding": "gzip" } };
    expect((await fixture.client.call("/test.Test/Echo", Buffer.from("a"), plain)).status).toBe(GrpcStatus.OK);
  });

  it("carries 60 MiB both ways without damage", async () => {
    const message = randomBytes(60 * 1024 * 1024);
    const result = await fixture.client.call("/test.Test/Echo", message);
    expect(result.status).toBe(GrpcStatus.OK);
    expect(result.messages[0]?.equals(message)).toBe(true);
  });

  it("refuses a message above the limit while it is still on its way", async () => {
    const result = await fixture.client.call("/test.Test/Echo", Buffer.alloc(64 * 1024 * 1024 + 1));
    expect(result.status).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
    expect(result.statusMessage).toContain("67108865 bytes is longer than 67108864");
  });

  it("refuses to send an answer above the limit", async () => {
    const result = await fixture.client.call("/test.Test/Produce", Buffer.from(String(64 * 1024 * 1024 + 1)));
    expect(result.status).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
  });

  it("aborts the signal when the deadline passes and answers at once", async () => {
    const result = await fixture.client.call("/test.Test/IgnoreCancel", Buffer.alloc(0), {
      headers: { "grpc-timeout": "20m" },
    });
    expect(result.status).toBe(GrpcStatus.DEADLINE_EXCEEDED);
    expect(fixture.abortReasons.at(-1)).toMatchObject({ code: GrpcStatus.DEADLINE_EXCEEDED });
    fixture.release();
  });

  it("refuses a time-out it cannot read, and takes the longest one", async () => {
    const bad = await fixture.client.call("/test.Test/Echo", Buffer.from("a"), { headers: { "grpc-timeout": "5 s" } });
    expect(bad.status).toBe(GrpcStatus.INTERNAL);
    const long = await fixture.client.call("/test.Test/Echo", Buffer.from("a"), {
      headers: { "grpc-timeout": "99999999H" },
    });
    expect(long.status).toBe(GrpcStatus.OK);
  });

  it("aborts the signal when the caller cancels", async () => {
    const controller = new AbortController();
    const started = fixture.nextStart();
    const call = fixture.client.call("/test.Test/WaitForCancel", Buffer.alloc(0), { signal: controller.signal });
    await started;
    const aborted = fixture.nextAbort();
    controller.abort();
    expect(await aborted).toMatchObject({ code: GrpcStatus.CANCELLED });
    expect((await call).status).toBeUndefined();
  });

  it("aborts the signals of all calls when the connection breaks", async () => {
    const other = await fixture.connect();
    const started = fixture.nextStart();
    void other.call("/test.Test/WaitForCancel", Buffer.alloc(0));
    await started;
    const aborted = fixture.nextAbort();
    other.close();
    expect(await aborted).toMatchObject({ code: GrpcStatus.CANCELLED });
  });

  it("lets cancelled calls answer what they have", async () => {
    const started = fixture.nextStart();
    const call = fixture.client.call("/test.Test/WaitForCancel", Buffer.alloc(0));
    await started;
    await fixture.server.cancelCalls(new GrpcError(GrpcStatus.CANCELLED, "End of day"));
    const result = await call;
    expect(result.status).toBe(GrpcStatus.OK);
    expect(result.messages.map(String)).toEqual(["partial"]);
  });

  it("serves many calls at the same time, each with its own answer", async () => {
    const calls = Array.from({ length: 300 }, (_, index) =>
      fixture.client.call("/test.Test/Echo", Buffer.from(`call ${index}`)),
    );
    const results = await Promise.all(calls);
    expect(results.map((result) => String(result.messages[0]))).toEqual(calls.map((_, index) => `call ${index}`));
  });

  it("is not held up by a caller that does not read its big answer", async () => {
    const stuck = fixture.client.open("/test.Test/Produce");
    stuck.pause();
    stuck.end(grpcFrame(Buffer.from(String(50 * 1024 * 1024))));
    await once(stuck, "response");
    const results = await Promise.all(
      Array.from({ length: 20 }, () => fixture.client.call("/test.Test/Echo", Buffer.alloc(100_000, 1))),
    );
    expect(results.map((result) => [result.status, result.resetCode])).toEqual(results.map(() => [GrpcStatus.OK, 0]));
    const answer = readResult(stuck);
    stuck.resume();
    expect((await answer).messages[0]).toHaveLength(50 * 1024 * 1024);
  });

  it("streams both ways, a message at a time", async () => {
    const stream = fixture.client.open("/test.Test/EchoStream");
    const answer = readResult(stream);
    for (const word of ["one", "two", "three"]) {
      stream.write(grpcFrame(Buffer.from(word)));
    }
    stream.end();
    const result = await answer;
    expect(result.messages.map(String)).toEqual(["one", "two", "three"]);
    expect(result.status).toBe(GrpcStatus.OK);
  });

  it("holds back a caller that sends faster than the method reads", async () => {
    const stream = fixture.client.open("/test.Test/NeverRead");
    const piece = grpcFrame(Buffer.alloc(1024 * 1024));
    let sent = 0;
    while (sent < 40 && stream.write(piece)) {
      sent += 1;
    }
    await new Promise(setImmediate);
    expect(stream.writableLength).toBeGreaterThan(0);
    const closed = once(stream, "close");
    stream.close(8);
    await closed;
  });

  it("does not let unread bodies use up the window of a connection", async () => {
    const body = grpcFrame(Buffer.alloc(200_000));
    for (let round = 0; round < 15; round += 1) {
      // not all at once: two Node peers that both write more than a socket holds wait for each other for ever
      const calls = Array.from({ length: 10 }, () => fixture.client.callRaw("/test.Test/Missing", body));
      const statuses = (await Promise.all(calls)).map((result) => result.status);
      expect(new Set(statuses)).toEqual(new Set([GrpcStatus.UNIMPLEMENTED]));
    }
    expect((await fixture.client.call("/test.Test/Echo", Buffer.alloc(2_000_000))).status).toBe(GrpcStatus.OK);
  });

  it("answers a caller that has not ended its request, and drops what it sends after that", async () => {
    const stream = fixture.client.open("/test.Test/Missing");
    const answer = readResult(stream);
    const [headers] = await once(stream, "response");
    expect(headers).toMatchObject({ "grpc-status": String(GrpcStatus.UNIMPLEMENTED) });
    stream.end(Buffer.alloc(3_000_000, 1));
    expect((await answer).status).toBe(GrpcStatus.UNIMPLEMENTED);
  });

  it("tells when a call has been answered", async () => {
    await fixture.client.call("/test.Test/Echo", Buffer.from("x"));
    await fixture.untilIdle();
    expect(fixture.answeredPaths).toContain("/test.Test/Echo");
  });
});
