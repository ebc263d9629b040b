/** The command line as a package has it: a small start, and the rest in files beside it that need no node_modules. */
import { resolve } from "node:path";
import { bundle } from "./bundle";
import { ROOT } from "./cuts";
import type { PackageFile, PackageFiles } from "./package-folder";

/** What `bin` in package.json names. */
export const CLI_START = "hephaestus.cjs";

/** Bundles the command line. */
export async function buildCli(): Promise<PackageFiles> {
  const files = await bundle({
    entry: resolve(ROOT, "cli/start.ts"),
    entryName: CLI_START,
    layers: [
      { name: "commands", sources: [resolve(ROOT, "cli/main.ts")] },
      { name: "sandbox", sources: [resolve(ROOT, "sandbox/index.ts")] },
    ],
  });
  return new Map(
    files.map(({ name, text }): [string, PackageFile] => [name, { content: text, executable: name === CLI_START }]),
  );
}
