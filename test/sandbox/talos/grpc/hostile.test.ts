/** Callers that do not keep to the protocol: they are cut off, and everybody else is answered. */
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { nodeKeyPem } from "../../../../sandbox/pki";
import { PlayedApi, unary } from "./played-api";

const api = new PlayedApi();
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

beforeAll(() => api.makeKeys());
beforeEach(() => api.open());
afterEach(async () => {
  // Whatever somebody did: the next caller is answered.
  await unary(api.dial(), "Version");
  await api.close();
});

function credentials() {
  return {
    ca: api.authority.certificatePem,
    cert: api.client.certificatePem,
    key: nodeKeyPem(api.client.keyPem),
    ALPNProtocols: ["h2"],
  };
}

function shakeHands(): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: "127.0.0.1", port: api.listener.port, ...credentials() }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Resolves when the other side has ended the connection. */
function ended(socket: TLSSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    socket.resume();
  });
}

describe("bytes that are no protocol", () => {
  it("instead of a handshake", async () => {
    for (const bytes of [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(4096, 0xff), Buffer.from([0x16, 3, 1])]) {
      const socket = connect(api.listener.port, "127.0.0.1");
      const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
      socket.on("error", () => undefined);
      socket.end(bytes);
      socket.resume();
      await closed;
    }
  });

  it.each([
    ["text", Buffer.from("GET / HTTP/1.1\r\nhost: a\r\n\r\n")],
    ["noise", Buffer.alloc(64 * 1024, 0xa5)],
    // A frame of headers on stream 0, one of 16 MiB, and data on a stream that nobody opened.
    ["headers on no stream", Buffer.concat([Buffer.from(preface), Buffer.from([0, 0, 1, 1, 4, 0, 0, 0, 0, 0x82])])],
    ["a frame too large", Buffer.concat([Buffer.from(preface), Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])])],
    ["data on no stream", Buffer.concat([Buffer.from(preface), Buffer.from([0, 0, 1, 0, 0, 0, 0, 0, 5, 0])])],
  ])("instead of HTTP/2: %s", async (_what, bytes) => {
    const socket = await shakeHands();
    const gone = ended(socket);
    // The settings that every connection begins with are left out or come too late.
    socket.end(bytes);
    await gone;
  });
});

describe("calls that are none", () => {
  let session: ClientHttp2Session;
  beforeEach(() => {
    session = connectHttp2(`https://127.0.0.1:${api.listener.port}`, credentials());
    session.on("error", () => undefined);
  });
  afterEach(() => session.destroy());

  function ask(headers: Record<string, string>, body: Buffer): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const stream = session.request({
        ":method": "POST",
        "content-type": "application/grpc",
        te: "trailers",
        ...headers,
      });
      const seen: Record<string, unknown> = {};
      const note = (found: object) => Object.assign(seen, found);
      stream.on("response", note);
      stream.on("trailers", note);
      stream.once("error", reject);
      stream.once("end", () => resolve(seen));
      stream.resume();
      stream.end(body);
    });
  }
  const version = { ":path": "/machine.MachineService/Version" };
  const empty = Buffer.alloc(5);

  it("are told so: another type of content, no path of a method, a message that ends too early", async () => {
    expect(await ask({ ...version, "content-type": "text/html" }, empty)).toMatchObject({ ":status": 415 });
    expect(await ask({ ":path": "/" }, empty)).toMatchObject({ "grpc-status": "12" });
    expect(await ask(version, empty)).toMatchObject({ "grpc-status": "0" });
    const cut = Buffer.from([0, 0, 0, 0, 9, 1, 2]);
    expect((await ask(version, cut))["grpc-status"]).not.toBe("0");
  });

  it("get no more than 32 MiB, however the length is told", async () => {
    const huge = Buffer.from([0, 0xff, 0xff, 0xff, 0xff]);
    expect(await ask(version, huge)).toMatchObject({ "grpc-status": "8" });
  });

  it("may come by the hundred on one connection", async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask(version, empty)));
    expect(answers.every((answer) => answer["grpc-status"] === "0")).toBe(true);
  });

  it("may be given up at any moment", async () => {
    for (let count = 0; count < 100; count += 1) {
      const stream = session.request({ ":method": "POST", "content-type": "application/grpc", ...version });
      stream.on("error", () => undefined);
      stream.write(empty);
      stream.close(8);
    }
    expect(await ask(version, empty)).toMatchObject({ "grpc-status": "0" });
  });
});
