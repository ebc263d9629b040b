import { readdirSync, readFileSync } from "node:fs";

/** Looks at processes below this one again and again until it is ended. */
export interface Watch {
  /** The most memory that any of them had so far, in bytes. */
  readonly peakRssBytes: number;
  end(): void;
}

/** Often enough that a process of 100 ms is seen near its end, where its high-water mark is that of its life. */
const standardIntervalMs = 5;
/** A process tree deeper than this is none of ours. */
const MAX_DEPTH = 4;

/**
 * Watches the processes below this one whose command line holds `word` (Linux). A look takes a fraction of a millisecond
 * for each of them: where what is measured runs for seconds, or shares this process, every 50 ms is enough.
 */
export function watchDescendants(word: string, intervalMs: number = standardIntervalMs): Watch {
  let peakRssBytes = 0;
  const look = () => {
    for (const id of descendantsOf(String(process.pid), MAX_DEPTH)) {
      if (readProcess(id, "cmdline").includes(word)) peakRssBytes = Math.max(peakRssBytes, highWaterBytes(id));
    }
  };
  const timer = setInterval(look, intervalMs);
  return {
    get peakRssBytes() {
      return peakRssBytes;
    },
    end: () => clearInterval(timer),
  };
}

function descendantsOf(id: string, depth: number): readonly string[] {
  if (depth === 0) return [];
  // Each thread lists the children that it started.
  const children = threadsOf(id).flatMap((thread) =>
    readProcess(id, `task/${thread}/children`)
      .split(" ")
      .filter((child) => child !== ""),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child, depth - 1)]);
}

function threadsOf(id: string): readonly string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

/** The high-water mark of the process itself; before it becomes the provider it is a copy of its parent. */
function highWaterBytes(id: string): number {
  const [, kibibytes = "0"] = /^VmHWM:\s+(\d+)/m.exec(readProcess(id, "status")) ?? [];
  return Number(kibibytes) * 1024;
}

/** A file about a process; empty once the process is gone. */
function readProcess(id: string, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return "";
  }
}
