/** What becomes of a Node whose V8 is given flags while it runs, as the provider does. */
import { spawnSync } from "node:child_process";

/** Enough work for V8 to optimise it and to collect garbage many times. */
const WORK = `
  let kept = [], made = 0;
  for (; made < 3_000_000; made += 1) {
    kept.push({ made });
    if (kept.length > 200_000) kept = [];
  }
  process.stdout.write(String(made));
`;

/** Runs some work under flags that are set first; `node` is the path of a Node. */
export function underFlags(
  node: string,
  flags: readonly string[],
): { readonly stdout: string; readonly stderr: string } {
  const set = `for (const flag of ${JSON.stringify(flags)}) require("node:v8").setFlagsFromString(flag);`;
  const { stdout, stderr } = spawnSync(node, ["-e", `${set}${WORK}`], { encoding: "utf8", timeout: 60_000 });
  return { stdout, stderr };
}
