/** Children that play the provider: bundled once, started for one order each. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Order, Report } from "./orders";

/** What became of a child. */
export interface ChildEnd {
  /** "killed": by the order; "hung": by the harness, because it did not end in time. */
  readonly how: "told" | "killed" | "hung" | "crashed";
  /** Null unless it told. */
  readonly report: Report | null;
  /** Names of the calls it made while it applied, in order. */
  readonly calls: readonly string[];
  /** Whether the order's strike happened. */
  readonly isStruck: boolean;
  /** What it wrote, for whoever looks for the cause. */
  readonly output: string;
}

/** No order takes longer, even on a busy machine. */
const limitMs = 150_000;

/** Starts children. */
export class ProviderChildren {
  readonly #folder: string;
  readonly #file: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, "child.cjs");
  }

  /** Bundles the child. */
  static async prepare(): Promise<ProviderChildren> {
    const made = new ProviderChildren(mkdtempSync(join(tmpdir(), "hephaestus-chaos-")));
    await build({
      entryPoints: [join(__dirname, "child/main.ts")],
      outfile: made.#file,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      external: ["*.node", "cpu-features"],
      logLevel: "error",
    });
    return made;
  }

  /** Runs one to its end. `environment`: what the sandbox wants to be found. */
  async run(order: Order, environment: Readonly<Record<string, string>>): Promise<ChildEnd> {
    const folder = mkdtempSync(join(this.#folder, "run-"));
    try {
      writeFileSync(join(folder, "order.json"), JSON.stringify(order));
      writeFileSync(join(folder, "calls"), "");
      const { signal, code, output, isHung } = await this.#end(folder, environment);
      const lines = readFileSync(join(folder, "calls"), "utf8").split("\n");
      const calls = lines.filter((line) => line !== "" && line !== "struck");
      const common = { calls, isStruck: lines.includes("struck"), output };
      if (isHung) return { ...common, how: "hung", report: null };
      if (signal === "SIGKILL") return { ...common, how: "killed", report: null };
      const file = join(folder, "report.json");
      if (code !== 0 || !existsSync(file)) return { ...common, how: "crashed", report: null };
      return { ...common, how: "told", report: JSON.parse(readFileSync(file, "utf8")) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Removes the bundle. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #end(folder: string, environment: Readonly<Record<string, string>>) {
    const { PATH = "" } = process.env;
    // One working folder for all: by it, a run tells leftovers of its own that were killed.
    const child = spawn(process.execPath, [this.#file, folder], {
      cwd: this.#folder,
      env: { PATH, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [output, isHung] = ["", false];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const timer = setTimeout(() => {
      isHung = true;
      child.kill("SIGKILL");
    }, limitMs);
    return new Promise<{ signal: string | null; code: number | null; output: string; isHung: boolean }>(
      (resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) => {
          clearTimeout(timer);
          resolve({ signal, code, output, isHung });
        });
      },
    );
  }
}
