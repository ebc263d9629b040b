/** Makes worlds for tests, with a temporary folder that is removed afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, DiskStore, ManualClock, World } from "../../../sandbox/world";
import { newState } from "../../../sandbox/world/new-state";

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A temporary folder, removed after the file's tests. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-test-"));
  directories.push(directory);
  return directory;
}

/** A world of its own; default: time stands still until moved. */
export function makeWorld(clock: Clock = new ManualClock()): World {
  return new World({ state: newState(clock.now()), disks: new DiskStore(temporaryDirectory()), clock });
}
