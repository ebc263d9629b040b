import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectPlain, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import {
  certificateFromPem,
  certificateToPem,
  createSelfSignedCertificate,
} from "../../../provider-bridge/plugin/certificate";
import { createTlsFront } from "../../../provider-bridge/plugin/tls-front";
import { createIdentity } from "./tiny-process";

describe("createTlsFront", () => {
  const certificate = createSelfSignedCertificate();
  const identity = createIdentity();
  const trusted: unknown[] = [];
  const refused: string[] = [];
  const front = createTlsFront({
    certificate,
    clientCertificate: certificateFromPem(identity.certificate) ?? Buffer.alloc(0),
    onTrusted: (socket) => {
      trusted.push(socket);
      socket.on("error", () => {}).end("welcome");
    },
    onRefused: (reason) => refused.push(reason),
  });
  const listener = createServer((socket) => front(socket.on("error", () => {})));
  const folder = mkdtempSync(join(tmpdir(), "tf-"));
  const path = join(folder, "s");
  beforeAll(async () => void (await once(listener.listen(path), "listening")));
  beforeEach(() => {
    trusted.length = 0;
    refused.length = 0;
  });
  afterAll(() => {
    listener.close();
    rmSync(folder, { recursive: true });
  });

  /** Everything a client is sent until the connection is closed. */
  async function hear(options: ConnectionOptions): Promise<string> {
    const client = connectTls({
      socket: connectPlain(path),
      servername: "localhost",
      ca: [certificateToPem(certificate.der)],
      ...options,
    });
    const heard: string[] = [];
    client.on("error", () => {}).on("data", (data) => heard.push(String(data)));
    await new Promise((resolve) => client.once("close", resolve));
    return heard.join("");
  }

  it.each(["TLSv1.3", "TLSv1.2"] as const)("lets the pinned client in over %s", async (version) => {
    const client = { key: identity.key, cert: identity.certificate, minVersion: version, maxVersion: version };
    expect(await hear(client)).toBe("welcome");
    expect(trusted).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  it("refuses a client without a certificate, and one with another, before a byte is served", async () => {
    const stranger = createIdentity();
    expect(await hear({})).toBe("");
    expect(await hear({ key: stranger.key, cert: stranger.certificate })).toBe("");
    expect(trusted).toEqual([]);
    expect(refused).toEqual(Array(2).fill("the client did not present the certificate of PLUGIN_CLIENT_CERT"));
  });

  it("refuses versions of TLS that are no longer safe, and what is no TLS", async () => {
    expect(await hear({ minVersion: "TLSv1", maxVersion: "TLSv1.1" })).toBe("");
    const plain = connectPlain(path);
    plain.on("error", () => {}).end("GET / HTTP/1.1\r\n\r\n");
    plain.resume();
    await new Promise((resolve) => plain.once("close", resolve));
    expect(trusted).toEqual([]);
    expect(refused).toHaveLength(2);
  });
});
