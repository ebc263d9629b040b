import { createServer, type RequestListener, type Server } from "node:http";
import { createHttpSend, TransportError } from "../../../../provider-bridge/clients/transport";
import { callContext } from "../../../support/call-context";

describe("one exchange over HTTP", () => {
  const servers: Server[] = [];
  const closers: (() => void)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0)) close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function listening(answer: RequestListener): Promise<URL> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("no address");
    return new URL(`http://127.0.0.1:${address.port}/v1/things?token=hidden`);
  }

  function sender(options: Parameters<typeof createHttpSend>[0] = {}) {
    const { send, close } = createHttpSend(options);
    closers.push(close);
    return (url: URL, signal?: AbortSignal) =>
      send({ method: "POST", url, headers: { "x-test": "1" }, body: "ä" }, callContext(signal));
  }

  test("brings status, header fields and body, whatever the status", async () => {
    const url = await listening((request, response) => {
      response.setHeader("x-length", request.headers["content-length"] ?? "");
      response.writeHead(418).end("tëa");
    });
    const answer = await sender()(url);
    expect(answer).toMatchObject({ status: 418, body: "tëa" });
    expect(answer.headers["x-length"]).toBe("2");
  });

  test.each<[string, string, RequestListener]>([
    ["a connection that breaks before the answer", "broken_off", (_request, response) => response.destroy()],
    [
      "half an answer",
      "broken_off",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half");
        setImmediate(() => response.destroy());
      },
    ],
    ["an answer that is too large", "too_large", (_request, response) => response.end("x".repeat(2_000))],
    ["no answer in time", "timed_out", () => undefined],
  ])("%s is told as %s", async (_, code, answer) => {
    const url = await listening(answer);
    const failure = await sender({ maxBytes: 1_000, attemptTimeoutMs: 150 })(url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TransportError);
    expect(failure).toMatchObject({ code, nothingSent: false });
    expect(String(failure)).toContain(`Cannot POST "${url.origin}/v1/things"`);
    expect(String(failure)).not.toContain("hidden");
  });

  test("nobody listening means that nothing was sent", async () => {
    const url = await listening(() => undefined);
    const server = servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    await expect(sender()(url)).rejects.toMatchObject({ code: "not_connected", nothingSent: true });
  });

  test("a plain peer where TLS is spoken is not trusted or broken off, never an answer", async () => {
    const url = await listening((_, response) => response.end("plain"));
    url.protocol = "https:";
    await expect(sender()(new URL(url.href.replace(/^http:/, "https:")))).rejects.toBeInstanceOf(TransportError);
  });

  test("a cancelled operation ends with its own reason", async () => {
    const url = await listening(() => undefined);
    const cancel = new AbortController();
    const pending = sender()(url, cancel.signal);
    cancel.abort(new RangeError("stopped by the user"));
    await expect(pending).rejects.toThrow("stopped by the user");
  });
});
