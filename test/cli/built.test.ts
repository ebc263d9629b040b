/** The command line as a package has it: built, without node_modules, started by plain Node. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bin } from "../../package.json";
import { buildCli, CLI_START } from "../../scripts/build/cli";
import { writePackage } from "../../scripts/build/package-folder";
import { temporaryDirectory } from "../sandbox/world/worlds";

const folder = join(temporaryDirectory(), "cli");
const temporary = temporaryDirectory();

beforeAll(async () => writePackage(await buildCli(), folder));

interface Started {
  readonly child: ChildProcess;
  readonly readyMs: number;
  readonly ended: Promise<number | null>;
}

function start(): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(folder, CLI_START), "sandbox"], {
    env: { PATH: process.env["PATH"], TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  return new Promise((done, failed) => {
    void ended.then((code) => failed(new Error(`The sandbox ended with ${code}`)));
    child.stderr.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("Ctrl-C")) done({ child, readyMs: performance.now() - began, ended });
    });
  });
}

function rssMb(pid: number | undefined): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

test("bin in package.json is what is built", () => {
  expect(bin.hephaestus).toBe(`dist/cli/${CLI_START}`);
  expect(readFileSync(join(folder, CLI_START), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(readFileSync(join(folder, CLI_START)).length).toBeLessThan(4096);
});

test("is ready within 300 ms, takes at most 120 MB, and leaves nothing behind", async () => {
  // Other programs of a busy machine only ever make it slower: the best of a few counts.
  const readyMs: number[] = [];
  for (let attempt = 0; attempt < 8 && !readyMs.some((ms) => ms <= 300); attempt += 1) {
    const sandbox = await start();
    readyMs.push(Math.round(sandbox.readyMs));
    if (process.platform === "linux") expect(rssMb(sandbox.child.pid)).toBeLessThanOrEqual(120);
    sandbox.child.kill("SIGINT");
    expect(await sandbox.ended).toBe(0);
  }
  expect(Math.min(...readyMs)).toBeLessThanOrEqual(300);
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

test("a signal that comes before it is ready ends it as cleanly", async () => {
  for (const delayMs of [60, 120, 180]) {
    const child = spawn(process.execPath, [join(folder, CLI_START), "sandbox", "--quiet"], {
      env: { PATH: process.env["PATH"], TMPDIR: temporary },
      stdio: "ignore",
    });
    setTimeout(() => child.kill("SIGTERM"), delayMs);
    await new Promise((done) => child.once("close", done));
    expect(readdirSync(temporary)).toEqual([]);
  }
}, 60_000);

test("whoever stops reading what it prints does not end it", async () => {
  const { child, ended } = await start();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

test("what it leaves when it is killed, the next start removes", async () => {
  const { child, ended } = await start();
  child.kill("SIGKILL");
  await expect(ended).resolves.toBeNull();
  expect(readdirSync(temporary)).toHaveLength(1);
  const next = await start();
  const [own, ...others] = readdirSync(temporary);
  expect([own, others]).toEqual([expect.stringMatching(/^hephaestus-sandbox-/), []]);
  next.child.kill("SIGINT");
  expect(await next.ended).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

/** `run --quiet -- node -e SCRIPT`; `up` resolves when the script has printed something. */
function run(script: string) {
  const args = ["sandbox", "run", "--quiet", "--", process.execPath, "-e", script];
  const child = spawn(process.execPath, [join(folder, CLI_START), ...args], {
    env: { PATH: process.env["PATH"], TMPDIR: temporary },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  const up = new Promise<void>((done) => {
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      done();
    });
  });
  const ended = new Promise((done) => child.once("close", (code) => done({ code, stdout })));
  return { child, up, ended };
}

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
  ["SIGHUP", 129],
] as const)(
  "run: %s is the command's to take; its end is the sandbox's",
  async (signal, code) => {
    const { child, up, ended } = run("console.log('up'); setInterval(() => {}, 1000)");
    await up;
    child.kill(signal);
    expect(await ended).toEqual({ code, stdout: "up\n" });
    expect(readdirSync(temporary)).toEqual([]);
  },
  60_000,
);

test("run: a command that cleans up after a signal has its sandbox until it ends", async () => {
  const { child, up, ended } = run(`
    process.on("SIGINT", () => fetch(process.env.HCLOUD_ENDPOINT + "/nowhere").then(({ status }) => {
      console.log("cleaned up", status);
      process.exit(3);
    }));
    setInterval(() => {}, 1000);
    console.log("up");`);
  await up;
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: 3, stdout: "up\ncleaned up 404\n" });
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

test("run: a command that is killed ends as shells say it", async () => {
  const { ended } = run("process.kill(process.pid, 'SIGKILL')");
  expect(await ended).toEqual({ code: 137, stdout: "" });
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);
