/**
 * The two programs of `npm run bench -- synth`, and how they are run: bundled, each in a process of its own, with the
 * built library and cdktf as a user has them. Here belongs what is compared; never what the library does.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { CLUSTER, type SynthTimes } from "./shape";

export type { SynthTimes } from "./shape";

const ROOT = resolve(__dirname, "../..");

/** One of the two ways. */
export type Way = "ours" | "raw";

/** Both programs in a folder from which Node finds cdktf. */
export class SynthPrograms {
  readonly #folder: string;

  constructor() {
    const cache = join(ROOT, ".cache");
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, "bench-synth-"));
    buildSync({
      entryPoints: ["ours", "raw"].map((name) => join(__dirname, `${name}.ts`)),
      ...{ bundle: true, platform: "node", format: "cjs", target: "node20", external: ["cdktf"] },
      outdir: this.#folder,
    });
  }

  /** Runs one, from nothing: the folder it writes to is new. */
  run(way: Way): SynthTimes {
    const outdir = join(this.#folder, `out-${way}`);
    rmSync(outdir, { recursive: true, force: true });
    const args = [join(this.#folder, `${way}.js`), join(ROOT, "dist/library"), outdir];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", cwd: this.#folder }));
  }

  /** How many of each type the last run wrote, outputs too. */
  written(way: Way): Readonly<Record<string, number>> {
    const path = join(this.#folder, `out-${way}`, "stacks", CLUSTER, "cdk.tf.json");
    const { resource, data, output }: Record<string, Record<string, object>> = JSON.parse(readFileSync(path, "utf8"));
    const counted = Object.entries({ ...resource, ...data }).map(([type, all]) => [type, Object.keys(all).length]);
    return Object.fromEntries([...counted, ["output", Object.keys(output ?? {}).length]].sort());
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
