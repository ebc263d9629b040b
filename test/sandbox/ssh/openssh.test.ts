/** OpenSSH's own client at the sandbox's SSH door. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeIf } from "../../support/availability";
import { type RescueServer, startRescueServer } from "./rescue-server";
import { noted, type Result, until } from "./ssh-session";

let server: RescueServer;

beforeEach(async () => {
  server = await startRescueServer();
});

afterEach(() => server.close());

const hasSsh = spawnSync("ssh", ["-V"]).status === 0;

describeIf(hasSsh, 'no program "ssh"', "OpenSSH's own client", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ssh-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function ssh(words: readonly string[], input = Buffer.alloc(0)): Promise<Result> {
    const options = ["StrictHostKeyChecking=accept-new", `UserKnownHostsFile=${folder}/known`, "BatchMode=yes"];
    const fixed = [
      "-F",
      "/dev/null",
      "-i",
      server.keyPath,
      "-p",
      String(server.port),
      ...options.flatMap((o) => ["-o", o]),
    ];
    const child = spawn("ssh", [...fixed, `root@${server.address}`, ...words]);
    const stdout: Buffer[] = [];
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    return new Promise((resolve) =>
      child.on("close", (code, signal) => resolve({ stdout: Buffer.concat(stdout), stderr, code, signal })),
    );
  }

  test("logs in, runs commands and gets their exit status", async () => {
    const result = await ssh(["echo", "$HOME", "'a  b'", ";", "exit", "7"]);
    expect(result).toMatchObject({ stdout: Buffer.from("/root a  b\n"), code: 7 });
    expect((await ssh(["cat | sha256sum"], Buffer.from("abc"))).stdout.toString()).toBe(
      `${createHash("sha256").update("abc").digest("hex")}  -\n`,
    );
    expect((await ssh(["bash -s -- arg"], Buffer.from("echo script $1\n"))).stdout.toString()).toBe("script arg\n");
    expect((await ssh(["-tt", "echo tty"])).stdout.toString()).toMatch(/tty/);
    expect((await ssh([], Buffer.from("echo typed\n"))).stdout.toString()).toMatch(/typed/);
  });

  test("streams 8 MB in and out", async () => {
    const bytes = Buffer.alloc(8_000_000, "0123456789abcdef");
    const result = await ssh(["dd of=/dev/sda bs=1M status=none; head -c 8000000 /dev/sda | sha256sum"], bytes);
    expect(result.stdout.toString()).toBe(`${createHash("sha256").update(bytes).digest("hex")}  -\n`);
  });

  test("says that the connection was lost when the power goes", async () => {
    const lost = ssh(["echo begun; sleep infinity"]);
    await noted(server, "runs: echo begun");
    await server.api("POST", `/servers/${server.serverId}/actions/poweroff`);
    expect(await lost).toMatchObject({ code: 255 });
  });

  test("refuses the new host key of the next boot", async () => {
    await ssh(["true"]);
    await server.api("POST", `/servers/${server.serverId}/actions/reset`);
    const { servers } = server.sandbox.world.state;
    await until(() => servers.get(server.serverId)?.boot.kind === "linux");
    const refused = await ssh(["true"]);
    expect(refused.code).toBe(255);
    expect(refused.stderr).toMatch(/REMOTE HOST IDENTIFICATION HAS CHANGED/);
    writeFileSync(join(folder, "known"), "");
    expect((await ssh(["uname"])).stdout.toString()).toBe("Linux\n");
  });
});
