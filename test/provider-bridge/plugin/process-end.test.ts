import { spawn } from "node:child_process";
import { GrpcStatus } from "../../../wire/grpc/status";
import { connectGrpc, type GrpcResult } from "../../support/grpc-client";
import { bundleTinyProvider, isAlive, socketsLeft, type TinyBundle, TinyProcess, type TinyStart } from "./tiny-process";

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

describe("the end", () => {
  it("comes at once after Shutdown is answered, with code 0 and nothing left behind", async () => {
    const provider = start();
    expect(await shutDown(provider)).toMatchObject({ status: GrpcStatus.OK, messages: [Buffer.alloc(0)] });
    expect(await provider.closed()).toBe(0);
    expect(socketsLeft(bundle).filter((name) => name.includes(`-${provider.child.pid}-`))).toEqual([]);
    expect(provider.stdout.split("\n")).toHaveLength(2);
    expect(provider.stderr).toBe("");
  });

  it("comes within 50 ms of the answer to Shutdown", async () => {
    let shortestMs = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 10 && shortestMs > 50; attempt += 1) {
      const provider = start(); // several attempts, since a busy machine may not let a process run for 50 ms
      await shutDown(provider);
      const answeredMs = performance.now();
      await provider.closed();
      shortestMs = Math.min(shortestMs, performance.now() - answeredMs);
    }
    expect(shortestMs).toBeLessThanOrEqual(50);
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

  it("does not come with Ctrl-C or a closed terminal, which are for Terraform to answer", async () => {
    const provider = start();
    const client = await provider.connect();
    await client.call(schema, nothing);
    for (const signal of ["SIGINT", "SIGHUP", "SIGINT", "SIGHUP"] as const) {
      provider.child.kill(signal);
    }
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

async function shutDown(provider: TinyProcess): Promise<GrpcResult> {
  const client = await provider.connect();
  expect((await client.call(schema, nothing)).status).toBe(GrpcStatus.OK);
  return client.call(shutdown, nothing);
}

function hostEnvironment(): Record<string, string> {
  return {
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
  };
}
