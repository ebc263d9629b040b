/** The file that a world is kept in from one run to the next: one sandbox at a time, whole or not at all. */
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { basename, dirname, join, resolve } from "node:path";
import { parseSaved, type SavedWorld } from "./world/save";

/** A state file that is this sandbox's until it is released. */
export interface StateFile {
  /** What is in it; undefined where there is none yet. */
  readonly saved: SavedWorld | undefined;
  /** Takes the place of what was there, at once and whole. */
  save(text: string): void;
  release(): Promise<void>;
}

/**
 * Takes a state file, and reads it.
 * @throws Error when it cannot be written to or another sandbox has it; SyntaxError or RangeError when it cannot be read.
 */
export async function takeStateFile(given: string): Promise<StateFile> {
  const path = realPath(given);
  const release = await hold(path, given);
  try {
    if (existsSync(path) && !statSync(path).isFile()) {
      throw new Error(`Cannot keep the world in "${given}": it is no file`);
    }
    const saved = existsSync(path) ? parseSaved(readFileSync(path, "utf8"), given) : undefined;
    return { saved, save: (text) => writeWhole(path, text), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A folder that cannot be written to is told now, not after an afternoon's work. */
function realPath(given: string): string {
  const path = existsSync(given) ? realpathSync(given) : resolve(given);
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Error(`Cannot keep the world in "${given}": "${folder}" is no folder that can be written to`, {
      cause: error,
    });
  }
  return join(realpathSync(folder), basename(path));
}

/** Never leaves a half-written file where a whole one was. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, path);
}

/**
 * Of two sandboxes with one file the second to end would overwrite what the first has saved. Linux gives a name without
 * a file back when its owner dies, however it dies; other systems have no such names, and nothing is held there.
 */
function hold(path: string, given: string): Promise<() => Promise<void>> {
  if (process.platform !== "linux") return Promise.resolve(async () => {});
  const name = `\0hephaestus-sandbox-state-${createHash("sha256").update(path).digest("hex")}`;
  return new Promise((done, fail) => {
    const guard = createServer((socket) => socket.destroy());
    guard.once("error", (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === "EADDRINUSE" ? "another sandbox that runs keeps its own there" : cause.message;
      fail(new Error(`Cannot keep the world in "${given}": ${reason}; choose another file`, { cause }));
    });
    guard.listen(name, () => {
      guard.unref();
      done(() => new Promise((closed) => guard.close(() => closed())));
    });
  });
}
