/** Hetzner's own clients for Python and Go: a script each walks every resource of a sandbox. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startSandbox } from "../../sandbox";
import type { Evidence } from "./evidence";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");
const python = join(root, ".cache/hcloud-python/bin/python");

/** Making the environment of a client takes the longest: a download. */
const CLIENT_DEADLINE_MS = 300_000;

/** Speed 0 answers with finished actions, 1000 makes a client wait for them. */
export const WALK_SPEEDS: readonly number[] = [0, 1000];

const WHAT = "every resource: create, list, filter, update, actions, wait, protection, delete, errors";

/** A walk that is ready to be run against sandboxes. */
export interface ClientWalk {
  readonly peer: string;
  /** Walks a sandbox of this speed; gives what the script says at its end. */
  walk(speed: number): Promise<string>;
  close(): void;
}

/** The Python client in an environment of its own, made once and kept in .cache; undefined where that cannot be. */
export function pythonWalk(): ClientWalk | undefined {
  if (!hasPythonClient()) return undefined;
  const version = spawnSync(python, ["-c", "import importlib.metadata as m; print(m.version('hcloud'))"]);
  return {
    peer: `hcloud-python ${version.stdout.toString().trim()}`,
    walk: (speed) => walkWith(speed, python, [join(__dirname, "hcloud-python/walk.py")], root),
    close: () => {},
  };
}

/** The Go client in a program that is built for it; undefined where that cannot be. */
export async function goWalk(): Promise<ClientWalk | undefined> {
  const module = join(__dirname, "hcloud-go");
  const options = { cwd: module, timeout: CLIENT_DEADLINE_MS };
  if (spawnSync("go", ["mod", "download"], options).status !== 0) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-peer-"));
  const program = join(directory, "walk");
  await run("go", ["build", "-o", program, "."], options);
  const listed = await run("go", ["list", "-m", "-f", "{{.Version}}", "github.com/hetznercloud/hcloud-go/v2"], options);
  return {
    peer: `hcloud-go ${listed.stdout.trim()}`,
    walk: (speed) => walkWith(speed, program, [], directory),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** What the Python client says of sandboxes. */
export function judgeByPythonClient(): Promise<readonly Evidence[]> {
  return judge("hcloud-python", pythonWalk(), "no Python with venv, or hcloud cannot be installed");
}

/** What the Go client says of sandboxes. */
export async function judgeByGoClient(): Promise<readonly Evidence[]> {
  return judge("hcloud-go", await goWalk(), "no Go, or the module hcloud-go cannot be had");
}

async function judge(name: string, client: ClientWalk | undefined, reason: string): Promise<readonly Evidence[]> {
  if (client === undefined) return [{ peer: name, what: WHAT, result: "skipped", detail: reason }];
  try {
    const outcomes: string[] = [];
    for (const speed of WALK_SPEEDS) outcomes.push(`speed ${speed}: ${(await client.walk(speed)).trim()}`);
    return [{ peer: client.peer, what: WHAT, result: "passed", detail: outcomes.join("; ") }];
  } catch (error) {
    return [{ peer: client.peer, what: WHAT, result: "failed", detail: String(error).slice(0, 300) }];
  } finally {
    client.close();
  }
}

async function walkWith(speed: number, program: string, args: readonly string[], cwd: string): Promise<string> {
  const sandbox = await startSandbox({ speed, requestsPerHour: 0 });
  try {
    const env = { ...process.env, ...sandbox.environment };
    return (await run(program, args, { env, cwd, timeout: CLIENT_DEADLINE_MS })).stdout;
  } finally {
    await sandbox.close();
  }
}

function hasPythonClient(): boolean {
  if (!existsSync(python)) {
    const made = spawnSync("python3", ["-m", "venv", resolve(python, "../..")], { timeout: CLIENT_DEADLINE_MS });
    if (made.status !== 0) return false;
  }
  if (spawnSync(python, ["-c", "import hcloud"], { timeout: CLIENT_DEADLINE_MS }).status === 0) return true;
  const install = ["-m", "pip", "install", "--quiet", "hcloud"];
  return spawnSync(python, install, { timeout: CLIENT_DEADLINE_MS }).status === 0;
}
