/** Go, where this machine has it. */
import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";

/** Modules may have to be fetched and compiled. */
const buildLimitMs = 300_000;

/** Whether there is one. */
export function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Makes `program` of the module in `folder`. Rejects when Go does. */
export async function buildGoProgram(folder: string, program: string): Promise<void> {
  await promisify(execFile)("go", ["build", "-o", program, "."], { cwd: folder, timeout: buildLimitMs });
}
