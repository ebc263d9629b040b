/** Temporary folders that go with the process at the latest: at its regular end, and when it dies of a mistake. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of one's own. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. Safe to call twice. */
  remove(): void;
}

const folders = new Set<string>();
let watched = false;

/** Makes a folder `<prefix>XXXXXX` in `parent`; default: the system's folder for such. */
export function makeTemporaryFolder(prefix: string, parent: string = tmpdir()): TemporaryFolder {
  if (!watched) process.once("exit", () => folders.forEach(removeNow));
  watched = true;
  const path = mkdtempSync(join(parent, prefix));
  folders.add(path);
  return { path, remove: () => removeNow(path) };
}

function removeNow(path: string): void {
  if (!folders.delete(path)) return;
  rmSync(path, { recursive: true, force: true });
}
