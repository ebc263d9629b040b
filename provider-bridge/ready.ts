/**
 * What is made ready in the idle moment after Terraform has configured the provider: it reads its state then, for 50 ms
 * and more, on a core of its own. Nothing depends on it: it is all done later where it was not done here.
 */
import { setFlagsFromString } from "node:v8";

/**
 * How V8 treats a process that lives for a second or two. V8 reads both each time it needs them, and only speed follows
 * from them. They come after everything is loaded: V8 does not take what Node has compiled ahead under other flags.
 */
const FLAGS = {
  /**
   * A function is optimised when it has run eight times as much as V8 wants (132 kB of bytecode): of what it optimised
   * within a plan of 100 machines, hardly anything earned what it had cost (a tenth of all processor time).
   */
  optimiseLater: "--interrupt-budget=1000000",
  /** Room for new objects grows at once to what a plan needs: 10 collections in place of 20. */
  growAtOnce: "--semi-space-growth-factor=16",
} as const;

/** By Node's major version: what has been tried there, and what its V8 knows. */
const TRIED: Readonly<Record<string, readonly string[]>> = {
  20: [FLAGS.optimiseLater, FLAGS.growAtOnce],
  22: [FLAGS.growAtOnce],
  24: [FLAGS.growAtOnce],
};

/** V8's flags for a version of Node; none for one on which they were not tried. */
export function shortLifeFlags(nodeVersion: string): readonly string[] {
  const [, major = ""] = /^v(\d+)\./.exec(nodeVersion) ?? [];
  return Object.hasOwn(TRIED, major) ? (TRIED[major] ?? []) : [];
}

/** Loads what nearly every plan needs, and settles V8 for a short life. */
export function getReady(): void {
  require("./resources/talos-machine/resource");
  require("./clients/clients");
  require("./fleet");
  const { getReadyToConnect }: typeof import("./clients/talos") = require("./clients/talos");
  getReadyToConnect();
  for (const flag of shortLifeFlags(process.version)) setFlagsFromString(flag);
}
