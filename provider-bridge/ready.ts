/**
 * What is made ready in the idle moment after Terraform has configured the provider: it reads its state then, for 50 ms
 * and more, on a core of its own. Nothing depends on it: it is all done later where it was not done here.
 */
import { setFlagsFromString } from "node:v8";

/**
 * How V8 treats a process that lives for a second or two. Both are read each time they are used, and only speed follows
 * from them. They come after everything is loaded: V8 does not take what Node has compiled ahead under other flags.
 *
 * - A function is optimised when it has run eight times as much as V8 wants (132 kB of bytecode): of what it optimised
 *   within a plan of 100 machines, hardly anything earned what it had cost (0.18 of 1.9 s of processor time).
 * - Room for new objects grows at once to what a plan needs: 10 collections in place of 20 (26 in place of 63 ms).
 */
const SHORT_LIFE = ["--interrupt-budget=1000000", "--semi-space-growth-factor=16"] as const;

/** Loads what nearly every plan needs, and settles V8 for a short life. */
export function getReady(): void {
  require("./resources/talos-machine/resource");
  require("./clients/clients");
  require("./fleet");
  const { getReadyToConnect }: typeof import("./clients/talos") = require("./clients/talos");
  getReadyToConnect();
  for (const flag of SHORT_LIFE) setFlagsFromString(flag);
}
