/** Waits for files that programs write, without polling the clock. */
import { existsSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Resolves when the file is there. @throws Error when it is not after `deadlineMs`. */
export function appears(path: string, deadlineMs = 60_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error) => {
      watcher.close();
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    const timer = setTimeout(() => end(new Error(`"${basename(path)}" did not appear`)), deadlineMs);
    const look = () => {
      if (existsSync(path)) end();
    };
    const watcher = watch(dirname(path), look);
    look();
  });
}
