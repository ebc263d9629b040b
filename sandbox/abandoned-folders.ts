/** Folders of sandboxes that were killed: the next start finds and removes them. */
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

/** A folder without a socket is somebody's who is just starting, unless it is older than this. */
const startMs = 60_000;

/** Which folders to look at. */
export interface AbandonedFolders {
  /** Where they are. */
  parent: string;
  /** What their names begin with; six characters follow. */
  prefix: string;
  /** The Unix socket in each on which its owner listens while it lives. */
  socket: string;
  nowMs: number;
}

/**
 * Removes each folder of this user's whose owner is gone. Who listens on its socket tells: process ids are given
 * again, and mean nothing in another container. Never throws: what cannot be removed stays.
 */
export async function removeAbandonedFolders({ parent, prefix, socket, nowMs }: AbandonedFolders): Promise<void> {
  const found = readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && name.length === prefix.length + 6)
    .map((name) => join(parent, name))
    .filter(isOwn);
  await Promise.all(
    found.map(async (path) => {
      if (await isAbandoned(path, join(path, socket), nowMs)) remove(path);
    }),
  );
}

function isOwn(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.getuid?.();
}

async function isAbandoned(path: string, socket: string, nowMs: number): Promise<boolean> {
  const answer = await knock(socket);
  if (answer === "ECONNREFUSED") return true;
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return answer === "ENOENT" && stats !== undefined && nowMs - stats.mtimeMs > startMs;
}

/** The error's code, or "" when somebody answers; a local socket says so at once. */
function knock(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve("");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
  });
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another start removes it at the same moment.
  }
}
