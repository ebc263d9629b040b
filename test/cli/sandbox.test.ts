/** `hephaestus sandbox` as a person calls it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArguments } from "../../cli/sandbox/options";
import { startSandbox } from "../../sandbox";
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

test("a quiet line for each thing that happens, in the order in which it does", async () => {
  const temporary = temporaryDirectory();
  const faults = join(temporary, "faults.json");
  writeFileSync(faults, '[{ "door": "hetzner", "what": "GET", "match": "^/locations$", "effect": { "status": 503 } }]');
  const script = `
    const headers = { authorization: "Bearer " + process.env.HCLOUD_TOKEN };
    const body = JSON.stringify({ name: "web-1", server_type: "cx23", image: "debian-13" });
    (async () => {
      await fetch(process.env.HCLOUD_ENDPOINT + "/servers", { method: "POST", headers, body });
      await fetch(process.env.HCLOUD_ENDPOINT + "/locations", { headers });
    })();`;
  const run = ["run", "--faults", faults, "--", process.execPath, "-e", script];
  const { code, stdout, stderr } = await start(["sandbox", ...run], temporary).ended;
  expect([code, stdout]).toEqual([0, ""]);
  const lines = stderr.trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^\d\d:\d\d:\d\d \S/);
  const told = lines.map((line) => line.slice("00:00:00 ".length));
  const order = ["create_server on server/", "web-1 boots debian-13", "start_server on server/", "Fault 1 "];
  const places = order.map((text) => told.findIndex((line) => line.startsWith(text)));
  expect({ told, places: [...places].sort((a, b) => a - b) }).toEqual({ told, places });
  expect(places).not.toContain(-1);
  expect(told.at(-1)).toBe("Fault 1 (hetzner GET) strikes at /locations");
}, 60_000);

test("a state file that cannot be read, and ports and blocks that are taken, are told in one line", async () => {
  const temporary = temporaryDirectory();
  const state = join(temporary, "state.json");
  const held = await startSandbox();
  try {
    const port = new URL(held.environment["HCLOUD_ENDPOINT"] ?? "").port;
    const block = String(held.world.block);
    for (const [args, text, told] of [
      [
        ["--state", state],
        '{"format":"hephaestus-sandbox","version":99}',
        `Cannot load "${state}": it is of version 99`,
      ],
      [["--state", state], '{"format":"hephaestus-sandbox","ver', `Cannot load "${state}": it is no JSON`],
      [["--block", block], "", `Cannot start: address block 127.${block}.0.0/16 is in use by another sandbox`],
      [
        ["--host", `127.${block}.0.1`, "--port", port],
        "",
        `Cannot listen on "127.${block}.0.1:${port}": the port is in`,
      ],
      [["--host", "0.0.0.0"], "", 'Cannot listen on "0.0.0.0"'],
    ] as const) {
      writeFileSync(state, text);
      const { code, stdout, stderr } = await start(["sandbox", ...args], temporary).ended;
      expect([code, stdout, stderr.split("\n").length]).toEqual([1, "", 2]);
      expect(stderr).toContain(told);
    }
  } finally {
    await held.close();
  }
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
  [["--block", "-1"], '"-1" looks like another option; write --block=-1'],
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
