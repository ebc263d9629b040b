import { readdirSync, rmdirSync, statSync, unlinkSync } from "node:fs";
import { socketDirectoryPrefix } from "./socket-directory";
import { systemErrorCode } from "./system-error";

/** Younger leftovers may belong to a process that this one cannot see (of another container, say). */
const minimumAgeMs = 3_600_000;
/** A directory of temporary files can be huge; what is not seen this time is seen the next. */
const maxEntries = 10_000;

/**
 * Removes socket directories that killed provider processes left behind in a directory: ours by name, older than an
 * hour, of a process that no longer runs. Returns the names of what was removed. Throws nothing.
 */
export function removeLeftoverSockets(
  directory: string,
  options: { readonly nowMs: number; readonly processRuns: (processId: number) => boolean },
): string[] {
  const named = new RegExp(`^${socketDirectoryPrefix}([0-9]{1,10})-[A-Za-z0-9]{6}$`);
  return listDirectory(directory).filter((name) => {
    const processId = Number(named.exec(name)?.[1] ?? "0");
    const path = `${directory}/${name}`;
    return processId > 0 && !options.processRuns(processId) && isOlder(path, options.nowMs) && removeDirectory(path);
  });
}

/** Whether a process of this id runs on this machine, as far as can be seen from here. */
export function processRuns(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH";
  }
}

function listDirectory(directory: string): string[] {
  try {
    return readdirSync(directory).slice(0, maxEntries);
  } catch {
    return [];
  }
}

function isOlder(path: string, nowMs: number): boolean {
  try {
    return nowMs - statSync(path).mtimeMs > minimumAgeMs;
  } catch {
    return false;
  }
}

function removeDirectory(path: string): boolean {
  try {
    unlinkSync(`${path}/s`);
  } catch {
    // a socket that was never made, or somebody else's: then the directory stays as well
  }
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
