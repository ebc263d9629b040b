import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { median } from "../harness";

const processes = 15;
/** Loads the library and its parts that are loaded when first asked for; prints milliseconds of processor time. */
const script = `const before = process.cpuUsage();
const library = require(process.argv[1]);
library.generation(); library.validation(); library.secrets(); library.schematics(); library.talosconfig();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);`;

/** What the library adds to the plugin's first use: milliseconds of processor time, bundled as the plugin is. */
export function firstUseMs(): number {
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-bench-"));
  try {
    const outfile = join(folder, "talos-config.cjs");
    buildSync({
      entryPoints: [resolve(__dirname, "../../provider-bridge/talos-config/index.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      minify: true,
      outfile,
    });
    const samples = Array.from({ length: processes }, () =>
      Number(spawnSync(process.execPath, ["-e", script, outfile], { encoding: "utf8" }).stdout),
    );
    return median(samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
