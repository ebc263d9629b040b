/** `hephaestus sandbox` as a person calls it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArguments } from "../../cli/sandbox/options";
import { temporaryDirectory } from "../sandbox/world/worlds";

const root = resolve(__dirname, "../..");
const program = join(root, "node_modules/tsx/dist/cli.mjs");

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(args: readonly string[], temporary: string): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, [program, join(root, "cli/start.ts"), ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    heard.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    heard.stderr += chunk;
  });
  const ended = new Promise<Ended>((done) => child.once("close", (code) => done({ code, ...heard })));
  return { child, ended };
}

function leftovers(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("hephaestus-"));
}

test("run: gives the command the environment, its exit code comes back, nothing stays behind", async () => {
  const temporary = temporaryDirectory();
  const script = `
    fetch(process.env.HCLOUD_ENDPOINT + "/ssh_keys", { headers: { authorization: "Bearer " + process.env.HCLOUD_TOKEN } })
      .then((answer) => answer.json())
      .then((body) => { console.log(body.ssh_keys[0].name); process.exit(7); })`;
  const { code, stdout } = await start(["sandbox", "run", "--quiet", "--", process.execPath, "-e", script], temporary)
    .ended;
  expect([code, stdout]).toEqual([7, "my-key\n"]);
  expect(leftovers(temporary)).toEqual([]);
}, 60_000);

test("prints what to export, saves its world at Ctrl-C, and ends cleanly", async () => {
  const temporary = temporaryDirectory();
  const state = join(temporary, "state.json");
  const { child, ended } = start(["sandbox", "--state", state], temporary);
  await new Promise<void>((done) =>
    child.stderr?.on("data", (chunk: Buffer) => (chunk.toString().includes("Ctrl-C") ? done() : undefined)),
  );
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^export HCLOUD_ENDPOINT='http:\/\/127\./m);
  expect(existsSync(state)).toBe(true);
  expect(leftovers(temporary)).toEqual([]);
}, 60_000);

test("a command that does not exist is told", async () => {
  const temporary = temporaryDirectory();
  const { code, stderr } = await start(["sandbox", "run", "--", "/no/such/program"], temporary).ended;
  expect([code, stderr]).toEqual([127, expect.stringContaining('Cannot run "/no/such/program"')]);
  expect(leftovers(temporary)).toEqual([]);
}, 60_000);

test("calls that make no sense are told with their way out", async () => {
  const temporary = temporaryDirectory();
  const unknown = await start(["sandcastle"], temporary).ended;
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('"sandcastle"')]);
  const help = await start(["sandbox", "--help"], temporary).ended;
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining("--speed N")]);
}, 60_000);

test("options are read", () => {
  const faults = join(temporaryDirectory(), "faults.json");
  writeFileSync(faults, '[{"door":"stock","what":"cx23","times":0}]');
  expect(
    readArguments(["--speed", "10", "--port", "8080", "--block", "90", "--rate", "30", "--faults", faults]),
  ).toEqual({
    help: false,
    quiet: false,
    command: undefined,
    sandbox: {
      speed: 10,
      port: 8080,
      block: 90,
      requestsPerHour: 30,
      faults: [{ door: "stock", what: "cx23", times: 0 }],
    },
  });
  expect(readArguments(["run", "--quiet", "--", "terraform", "apply", "--help"])).toMatchObject({
    quiet: true,
    help: false,
    command: ["terraform", "apply", "--help"],
  });
});

test.each([
  [["--speed", "fast"], "--speed"],
  [["--speed", "1001"], "--speed"],
  [["--port", "70000"], "--port"],
  [["--block", "-1"], "block"],
  [["--colour"], "colour"],
  [["--spede", "3"], "is --speed meant?"],
  [["--speed"], "value is missing"],
  [["--quiet=yes"], "takes no value"],
  [["start"], "start"],
  [["run", "ls"], "run -- ls"],
  [["run"], "no command"],
  [["--", "ls"], "sandbox run"],
  [["--faults", "/no/such/file"], "/no/such/file"],
])("%j is refused", (args, word) => {
  expect(() => readArguments(args)).toThrow(word);
});
