import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** How a process reached its first line of output. */
export interface FirstLine {
  readonly line: string;
  /** From the call of spawn to the arrival of the line, in milliseconds. */
  readonly tookMs: number;
  /** The most memory it had until then, in bytes (Linux; zero elsewhere). */
  readonly peakRssBytes: number;
}

/** What to start. */
export interface StartOptions {
  readonly path: string;
  /** @default none */
  readonly args?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** No process that is measured takes longer to say something. */
const LIMIT_MS = 60_000;

/** Starts a process, waits for its first line on stdout, and ends it with all it started. @throws Error without a line. */
export async function firstLineOf(options: StartOptions): Promise<FirstLine> {
  const began = performance.now();
  const child = spawn(options.path, [...(options.args ?? [])], {
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  try {
    const line = await readLine(child, options.path);
    return { line, tookMs: performance.now() - began, peakRssBytes: peakRssBytes(child) };
  } finally {
    endGroup(child);
    await ended;
  }
}

function readLine(child: ChildProcess, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let [text, complaint] = ["", ""];
    const fail = (why: string) => reject(new Error(`Cannot measure "${path}": ${why} ${complaint.slice(0, 2000)}`));
    const timer = setTimeout(() => fail("it said nothing within a minute"), LIMIT_MS);
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      complaint += chunk;
    });
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("\n")) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf("\n")));
    });
    child.once("error", (error) => fail(error.message));
    child.once("close", (code) => {
      clearTimeout(timer);
      fail(`it ended with ${code} before its first line`);
    });
  });
}

/** The high-water mark of a living process. */
function peakRssBytes(child: ChildProcess): number {
  try {
    const [, kibibytes = "0"] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
    return Number(kibibytes) * 1024;
  } catch {
    return 0;
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
