/** The runner and scenarios of the reference twin, as they lie beside the checkout; nothing there is changed. */

import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder of the reference twin, or undefined where the oracles are not on this machine. */
export function sinkOracle(): string | undefined {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  const oracles = resolve(
    __dirname,
    "../..",
    configured === undefined || configured === "" ? "../shared/oracles" : configured,
  );
  const folder = join(oracles, "go/kitchen-sink");
  return existsSync(join(folder, "run.py")) ? folder : undefined;
}

/** Which scenarios there are. */
export async function scenarioNames(oracle: string): Promise<readonly string[]> {
  const entries = await readdir(join(oracle, "scenarios"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A folder with the oracle's runner and only these scenarios: the runner itself takes but one pattern. */
export async function selectScenarios(oracle: string, names: readonly string[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "scenarios"), { recursive: true });
  await copyFile(join(oracle, "run.py"), join(folder, "run.py"));
  for (const name of names) await symlink(join(oracle, "scenarios", name), join(folder, "scenarios", name));
}
