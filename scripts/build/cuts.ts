/**
 * Cuts: a `require("./x")` in our sources (of a source or an npm package) makes `x` a file of its own in the built
 * package, read when the call is made and not before.
 */
import { relative, resolve, sep } from "node:path";
import type { OnResolveArgs, PluginBuild } from "esbuild";

/** The repository, to which names of sources are relative. */
export const ROOT = resolve(__dirname, "../..");

const OWN_QUESTION = Symbol("a question that the plugin itself asks");

/** The file of a source that stands behind a cut: no two sources share a name. */
export function cutFile(source: string): string {
  const parts = relative(ROOT, source)
    .replace(/\.[cm]?[jt]s$/, "")
    .split(sep);
  return `${parts.filter((part) => part !== "..").join("-")}.cjs`;
}

/** Leaves requires in our own sources to the running program, and tells which sources they want, and who wants them. */
export function cutAtRequire(setup: PluginBuild, found: (source: string, importer: string) => void): void {
  setup.onResolve({ filter: /.*/ }, async (asked) => {
    if (asked.kind !== "require-call" || isPackaged(asked.importer)) return undefined;
    const source = await resolvedPath(setup, asked);
    if (source === undefined) return undefined;
    // The library is built beside, and the same for the command line and for programs.
    if (source.startsWith(resolve(ROOT, "stacks") + sep)) {
      return { path: `../library/${relative(ROOT, source).replace(/\.ts$/, ".js")}`, external: true };
    }
    found(source, asked.importer);
    return { path: `./${cutFile(source)}`, external: true };
  });
}

/** Whether a source comes from an npm package. */
export function isPackaged(source: string): boolean {
  return source.includes(`${sep}node_modules${sep}`);
}

/** The file that esbuild itself would take; undefined for the plugin's own question, and where esbuild finds none. */
export async function resolvedPath(setup: PluginBuild, asked: OnResolveArgs): Promise<string | undefined> {
  if (asked.pluginData === OWN_QUESTION) return undefined;
  const { path, kind, importer, resolveDir } = asked;
  const found = await setup.resolve(path, { kind, importer, resolveDir, pluginData: OWN_QUESTION });
  return found.errors.length > 0 || found.external ? undefined : found.path;
}
