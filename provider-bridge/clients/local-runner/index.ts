/**
 * This process among others on the same machine: who made something temporary, and whether it still runs.
 * Here belongs what the operating system says of processes; never what is done about leftovers.
 */
import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** This process, as leftovers of it are marked. */
export interface LocalRunner {
  /** The same for every run in this folder of this machine: 16 hexadecimal digits. */
  readonly id: string;
  readonly pid: number;
  /** Whether a process of this machine runs. Only asked for runs with the same {@link id}. */
  isAlive(pid: number): boolean;
}

/** This process. Machine, container and working folder make its id: another stack's run is never taken for ours. */
export function localRunner(folder: string = process.cwd()): LocalRunner {
  const id = createHash("sha256").update([hostname(), processNamespace(), folder].join("\0")).digest("hex");
  return { id: id.slice(0, 16), pid: process.pid, isAlive };
}

/** Two containers may have the same host name and each a process 1; on Linux their process namespaces differ. */
function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    return code === "EPERM"; // It is there, and somebody else's.
  }
}
