import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GrpcStatus } from "../../../wire/grpc/status";
import { connectGrpc } from "../../support/grpc-client";
import {
  bundleTinyProvider,
  createIdentity,
  describeCertificate,
  isAlive,
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

describe("the end", () => {
  it("comes at once after Shutdown is answered, with code 0 and nothing left behind", async () => {
    const provider = start();
    const client = await provider.connect();
    expect((await client.call(schema, nothing)).status).toBe(GrpcStatus.OK);
    const result = await client.call(shutdown, nothing);
    const answeredMs = performance.now();
    expect(result).toMatchObject({ status: GrpcStatus.OK, messages: [Buffer.alloc(0)] });
    expect(await provider.closed()).toBe(0);
    expect(performance.now() - answeredMs).toBeLessThan(1_000); // 5 ms; what a busy machine adds is not ours
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${provider.child.pid}-`))).toEqual([]);
    expect(provider.stdout.split("\n")).toHaveLength(2);
    expect(provider.stderr).toBe("");
  });

  it("comes a few seconds after the last connection has gone", async () => {
    const provider = start({ environment: { TF_LOG: "debug" } });
    const client = await provider.connect();
    await client.call(schema, nothing);
    const leftMs = performance.now();
    client.close();
    expect(await provider.closed()).toBe(0);
    expect(performance.now() - leftMs).toBeGreaterThan(2_000);
    expect(provider.stderr).toContain('"reason":"disconnected"');
  });

  it("comes when the host is killed before it has connected", async () => {
    const script = `
      const child = require("node:child_process").spawn(process.execPath, [${JSON.stringify(bundle.path)}], { stdio: ["ignore", "pipe", "ignore"] });
      child.stdout.once("data", () => process.stdout.write(String(child.pid) + "\\n"));
    `;
    const environment = { TMPDIR: bundle.socketFolder, ...hostEnvironment() };
    const host = spawn(process.execPath, ["-e", script], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    const orphanId = Number(await new Promise((resolve) => host.stdout.once("data", resolve)));
    expect(isAlive(orphanId)).toBe(true);
    host.kill("SIGKILL");
    const deadlineMs = performance.now() + 10_000;
    while (isAlive(orphanId) && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(isAlive(orphanId)).toBe(false);
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${orphanId}-`))).toEqual([]);
  });

  it("does not come with Ctrl-C, which is for Terraform to answer", async () => {
    const provider = start();
    const client = await provider.connect();
    await client.call(schema, nothing);
    provider.child.kill("SIGINT");
    provider.child.kill("SIGINT");
    expect((await client.call("/tiny.Tiny/Echo", Buffer.from("still here"))).messages.map(String)).toEqual([
      "still here",
    ]);
    await client.call(shutdown, nothing);
    expect(await provider.closed()).toBe(0);
  });

  it("lets running calls answer when the process is told to end", async () => {
    const provider = start({ environment: { TF_LOG: "debug" } });
    const client = await provider.connect();
    const running = client.call("/tiny.Tiny/WaitForCancel", nothing);
    await client.call("/tiny.Tiny/Echo", nothing); // the one before has begun by then
    provider.child.kill("SIGTERM");
    const result = await running;
    expect(result).toMatchObject({ status: GrpcStatus.OK, messages: [Buffer.from("partial")] });
    expect(await provider.closed()).toBe(143);
  });
});

describe("a crash", () => {
  it.each([
    [
      "an exception nobody caught",
      "/tiny.Tiny/CrashLater",
      "panic: TypeError: Cannot go on: the password is (redacted)",
    ],
    ["a rejection nobody handled", "/tiny.Tiny/RejectLater", "panic: Error: Nobody waits for this"],
  ])("of %s is written as Terraform prints it", async (_name, path, firstLine) => {
    const provider = start();
    const client = await provider.connect();
    void client.call(path, nothing);
    expect(await provider.closed()).toBe(2);
    const lines = provider.stderr.split("\n");
    expect(lines[0]).toBe(firstLine);
    expect(lines[1]).toMatch(/^ {4}at /);
    expect(provider.stderr).not.toContain("correct-horse");
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${provider.child.pid}-`))).toEqual([]);
  });
});

describe("the standard streams", () => {
  it("carry log lines on stderr, nothing more on stdout, and stdin is never read", async () => {
    const provider = start({ environment: { TF_LOG_PROVIDER_TINY: "trace" }, stdio: ["pipe", "pipe", "pipe"] });
    provider.child.stdin?.on("error", () => {});
    provider.child.stdin?.write("garbage\n".repeat(10));
    const client = await provider.connect();
    await client.call(schema, nothing);
    await client.call(shutdown, nothing);
    expect(await provider.closed()).toBe(0);
    expect(provider.stdout.split("\n")).toHaveLength(2);
    const lines = provider.stderr.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(65_000);
      expect(JSON.parse(line)).toMatchObject({
        "@level": expect.stringMatching(/^(trace|debug|info|warn|error)$/),
        "@message": expect.any(String),
        "@timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        "@module": "provider",
        provider: "example/tiny",
      });
    }
    expect(provider.stderr).not.toMatch(/hunter2|correct-horse/);
  });

  it("may be closed by a host that has gone", async () => {
    const provider = start({ environment: { TF_LOG: "trace" } });
    const client = await provider.connect();
    provider.child.stderr?.destroy();
    provider.child.stdout?.destroy();
    expect((await client.call(schema, nothing)).status).toBe(GrpcStatus.OK);
    client.close();
  });
});

describe("--debug", () => {
  it("prints what to export, serves without TLS and cookie, and survives Shutdown", async () => {
    const provider = start({ args: ["--debug"], environment: { TF_PLUGIN_MAGIC_COOKIE: undefined } });
    await provider.until("stdout", "Ctrl-C ends");
    const value = /^export TF_REATTACH_PROVIDERS='(.*)'$/m.exec(provider.stdout)?.[1] ?? "";
    const configs: unknown = JSON.parse(value);
    expect(configs).toEqual({
      "example/tiny": {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: provider.child.pid,
        Test: true,
        Addr: { Network: "unix", String: expect.stringContaining(bundle.socketFolder) },
      },
    });
    const address = /"String":"([^"]+)"/.exec(value)?.[1] ?? "";
    const client = await connectGrpc({ address });
    await client.call(shutdown, nothing);
    client.close();
    const again = await connectGrpc({ address });
    expect((await again.call(schema, nothing)).status).toBe(GrpcStatus.OK);
    again.close();
    provider.child.kill("SIGINT");
    expect(await provider.closed()).toBe(0);
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${provider.child.pid}-`))).toEqual([]);
  });
});

function hostEnvironment(): Record<string, string> {
  return {
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
  };
}
