import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GrpcStatus } from "../../../wire/grpc/status";
import { connectGrpc } from "../../support/grpc-client";
import {
  bundleTinyProvider,
  createIdentity,
  describeCertificate,
  socketsLeft,
  type TinyBundle,
  TinyProcess,
  type TinyStart,
} from "./tiny-process";

const shutdown = "/plugin.GRPCController/Shutdown";
const schema = "/tfplugin6.Provider/GetProviderSchema";
const nothing = new Uint8Array(0);

let bundle: TinyBundle;
const processes: TinyProcess[] = [];
beforeAll(() => {
  bundle = bundleTinyProvider();
});
afterEach(() => {
  for (const each of processes.splice(0)) {
    each.kill();
  }
});
afterAll(() => bundle.remove());

function start(options: TinyStart = {}): TinyProcess {
  const started = new TinyProcess(bundle, options);
  processes.push(started);
  return started;
}

const withTls = (certificate: string): TinyStart => ({ environment: { PLUGIN_CLIENT_CERT: certificate } });

describe("the handshake", () => {
  it("is one exact line without TLS", async () => {
    const provider = start();
    await provider.handshake();
    const socket = `${bundle.socketFolder}/terraform-plugin-${provider.child.pid}-XXXXXX/s`;
    expect(provider.stdout.replace(/(-)[A-Za-z0-9]{6}(\/s)/, "$1XXXXXX$2")).toBe(`1|6|unix|${socket}|grpc|\n`);
  });

  it("carries a certificate for localhost in base64 without padding", async () => {
    const [core, app, network, , protocol, certificate = "", ...rest] = await start(
      withTls(createIdentity().certificate),
    ).handshake();
    expect([core, app, network, protocol, rest]).toEqual(["1", "6", "unix", "grpc", []]);
    expect(certificate).toMatch(/^[A-Za-z0-9+/]{200,}$/);
    expect(describeCertificate(certificate).checkHost("localhost")).toBe("localhost");
  });

  it("has a seventh field for hosts that ask about multiplexing", async () => {
    const fields = await start({ environment: { PLUGIN_MULTIPLEX_GRPC: "true" } }).handshake();
    expect(fields.slice(4)).toEqual(["grpc", "", "false"]);
  });

  it.each(["5,6", "6,5", "6", "4, 6 ,9", ""])("negotiates version 6 of %j", async (versions) => {
    expect((await start({ environment: { PLUGIN_PROTOCOL_VERSIONS: versions } }).handshake())[1]).toBe("6");
  });

  it("uses the directory that the host names", async () => {
    const directory = join(bundle.socketFolder, "named");
    mkdirSync(directory);
    const provider = start({ environment: { PLUGIN_UNIX_SOCKET_DIR: directory, TMPDIR: "/nowhere" } });
    expect((await provider.handshake())[3]).toMatch(`${directory}/terraform-plugin-`);
    const client = await provider.connect();
    await client.call(shutdown, nothing);
    await provider.closed();
    expect(socketsLeft({ ...bundle, socketFolder: directory })).toEqual([]);
  });

  it("finds another place when TMPDIR is too long or not there", async () => {
    for (const directory of [join(bundle.socketFolder, "x".repeat(120)), join(bundle.socketFolder, "missing")]) {
      const provider = start({ environment: { TMPDIR: directory, TMP: bundle.socketFolder } });
      expect((await provider.handshake())[3]).toMatch(`${bundle.socketFolder}/terraform-plugin-`);
    }
  });
});

describe("a start that cannot succeed", () => {
  async function failure(options: TinyStart): Promise<{ code: number | string; stdout: string; stderr: string }> {
    const provider = start(options);
    const code = await provider.closed();
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${provider.child.pid}-`))).toEqual([]);
    return { code, stdout: provider.stdout, stderr: provider.stderr };
  }

  it.each([undefined, "", "wrong"])(
    "tells a person who starts it by hand (cookie %j) what it is for",
    async (cookie) => {
      const result = await failure({ environment: { TF_PLUGIN_MAGIC_COOKIE: cookie } });
      expect(result).toMatchObject({ code: 1, stdout: "" });
      expect(result.stderr).toMatch(/^This is a provider for Terraform and OpenTofu \("example\/tiny"\) .*\n$/);
    },
  );

  it.each(["5", "4,5", "7", "garbage"])("names the versions when a host offers %j", async (versions) => {
    const { code, stdout, stderr } = await failure({ environment: { PLUGIN_PROTOCOL_VERSIONS: versions } });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Cannot speak with this host: it offers the plugin protocol versions "${versions}", and this provider serves 6: ` +
        "use Terraform 1.0 or newer, or any OpenTofu\n",
    );
    expect(stdout).toBe(stderr); // Terraform shows the first line of stdout, and nothing of stderr
  });

  it("says what to do about a directory that cannot be used", async () => {
    writeFileSync(join(bundle.socketFolder, "file"), "");
    for (const [directory, reason] of [
      [join(bundle.socketFolder, "missing"), "no such directory (ENOENT)"],
      [join(bundle.socketFolder, "file"), "not a directory (ENOTDIR)"],
      [join(bundle.socketFolder, "x".repeat(100)), "too long for a socket path"],
    ]) {
      const { code, stdout } = await failure({ environment: { PLUGIN_UNIX_SOCKET_DIR: directory } });
      expect(code).toBe(1);
      expect(stdout).toContain("set PLUGIN_UNIX_SOCKET_DIR to a short path of a directory that can be written");
      expect(stdout).toContain(reason);
    }
  });

  it("refuses a client certificate that is none", async () => {
    const { code, stdout } = await failure(withTls("garbage"));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Cannot read PLUGIN_CLIENT_CERT: /);
  });

  it("refuses a group that does not exist", async () => {
    const { code, stdout } = await failure({ environment: { PLUGIN_UNIX_SOCKET_GROUP: "no-such-group-here" } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Cannot share the socket with group "no-such-group-here"/);
  });
});

describe("mutual TLS", () => {
  it("serves the client whose certificate it was given", async () => {
    const identity = createIdentity();
    const provider = start(withTls(identity.certificate));
    const client = await provider.connect(identity);
    expect((await client.call("/tiny.Tiny/Echo", Buffer.from("x"))).messages.map(String)).toEqual(["x"]);
    client.close();
  });

  it("serves nobody else, and goes on serving the right one", async () => {
    const identity = createIdentity();
    const provider = start({
      environment: { PLUGIN_CLIENT_CERT: identity.certificate, TF_LOG_PROVIDER: "trace" },
    });
    await expect(provider.connect({})).rejects.toThrow();
    await expect(provider.connect(createIdentity())).rejects.toThrow();
    const [, , , address = ""] = await provider.handshake();
    await expect(connectGrpc({ address })).rejects.toThrow(); // no TLS at all
    const client = await provider.connect(identity);
    expect((await client.call(schema, nothing)).status).toBe(GrpcStatus.OK);
    client.close();
    expect(provider.stderr.match(/"Connection refused"/g)?.length).toBeGreaterThanOrEqual(2);
  });
});
