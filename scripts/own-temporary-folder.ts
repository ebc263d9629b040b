/** One folder for everything temporary of a run of tests or of a program: what was killed is cleared by the next run. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** `hephaestus-run-PID-XXXXXX` */
const ownName = /^hephaestus-run-(\d+)-/;

/**
 * Makes the folder and says in TMPDIR, where this process and all that it starts look, that temporary files belong there.
 * It is removed when the process ends; those of processes that are no more are removed now. What such a process starts
 * has the same one.
 */
export function useOwnTemporaryFolder(): string {
  const parent = tmpdir();
  // Started by a run that has one; paths of sockets have room for no second (108 bytes, sun_path of unix(7)).
  if (ownName.test(basename(parent))) return parent;
  for (const name of readdirSync(parent)) {
    const pid = ownName.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeFolder(join(parent, name));
  }
  const folder = mkdtempSync(join(parent, `hephaestus-run-${process.pid}-`));
  process.env["TMPDIR"] = folder;
  process.once("exit", () => removeFolder(folder));
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it runs.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Somebody else may be removing the same, or own it: then it is theirs. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Looked at again by the next run.
  }
}
