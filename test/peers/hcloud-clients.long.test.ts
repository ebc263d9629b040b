/** Hetzner's own clients walk every resource of a sandbox: the judges of how real it is. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Sandbox, startSandbox } from "../../sandbox";
import { describeIf } from "../support/availability";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");
const python = join(root, ".cache/hcloud-python/bin/python");
const timeoutMs = 300_000;

let sandbox: Sandbox;

async function walk(speed: number, program: string, args: string[], cwd: string): Promise<string> {
  sandbox = await startSandbox({ speed, requestsPerHour: 0 });
  try {
    const env = { ...process.env, ...sandbox.environment };
    return (await run(program, args, { env, cwd, timeout: timeoutMs })).stdout;
  } finally {
    await sandbox.close();
  }
}

/** The client in an environment of its own, made once and kept in .cache. */
function hasPythonClient(): boolean {
  if (!existsSync(python)) {
    const made = spawnSync("python3", ["-m", "venv", resolve(python, "../..")], { timeout: timeoutMs });
    if (made.status !== 0) return false;
  }
  if (spawnSync(python, ["-c", "import hcloud"], { timeout: timeoutMs }).status === 0) return true;
  return spawnSync(python, ["-m", "pip", "install", "--quiet", "hcloud"], { timeout: timeoutMs }).status === 0;
}

describeIf(hasPythonClient(), "no Python with venv, or hcloud cannot be installed", "Hetzner's Python client", () => {
  // Speed 0 answers with finished actions, 1000 makes the client wait for them.
  test.each([0, 1000])(
    "at speed %d",
    async (speed) => {
      expect(await walk(speed, python, [join(__dirname, "hcloud-python/walk.py")], root)).toMatch(/^OK python/);
    },
    timeoutMs,
  );
});

function hasGo(): boolean {
  const module = join(__dirname, "hcloud-go");
  return spawnSync("go", ["mod", "download"], { cwd: module, timeout: timeoutMs }).status === 0;
}

describeIf(hasGo(), "no Go, or the module hcloud-go cannot be had", "Hetzner's Go client", () => {
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-peer-"));
  const program = join(directory, "walk");
  beforeAll(async () => {
    await run("go", ["build", "-o", program, "."], { cwd: join(__dirname, "hcloud-go"), timeout: timeoutMs });
  }, timeoutMs);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each([0, 1000])(
    "at speed %d",
    async (speed) => {
      expect(await walk(speed, program, [], directory)).toMatch(/^OK go/);
    },
    timeoutMs,
  );
});
