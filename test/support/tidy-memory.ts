/** The memory of this process without what nobody needs any more: in one that has run many tests, that is most of it. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects garbage, then tells the resident set, in bytes. */
export function tidyRssBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().rss;
}
