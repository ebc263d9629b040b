/** What the sources of a package import, found out before it is made. */
import { resolve } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { cutAtRequire, ROOT } from "./cuts";

/** Who imports whom. */
export interface Imports {
  /** For each source (those asked for, and all behind cuts): the modules that it brings along, itself included. */
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each module: who imports or requires it. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Sources behind cuts. */
  readonly cuts: ReadonlySet<string>;
}

/** The imports of sources and of each source behind a cut in them. `options` are those that all files are built with. */
export async function importsOf(sources: readonly string[], options: BuildOptions): Promise<Imports> {
  const reached = new Map<string, ReadonlySet<string>>();
  const importers = new Map<string, Set<string>>();
  const add = (module: string, importer: string) =>
    importers.set(module, (importers.get(module) ?? new Set()).add(importer));
  const cuts = new Set<string>();
  const waiting = [...sources];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (reached.has(source)) continue;
    const found = (cut: string, importer: string) => {
      waiting.push(cut);
      cuts.add(cut);
      add(cut, importer);
    };
    const { inputs } = await inputsOf(source, options, found);
    for (const [importer, { imports }] of Object.entries(inputs)) {
      for (const { path, external } of imports)
        if (external !== true) add(resolve(ROOT, path), resolve(ROOT, importer));
    }
    reached.set(source, new Set(Object.keys(inputs).map((input) => resolve(ROOT, input))));
  }
  return { reached, importers, cuts };
}

async function inputsOf(
  source: string,
  options: BuildOptions,
  found: (cut: string, importer: string) => void,
): Promise<Metafile> {
  const { metafile } = await build({
    ...options,
    entryPoints: [source],
    format: "cjs",
    write: false,
    metafile: true,
    plugins: [{ name: "imports", setup: (setup) => cutAtRequire(setup, found) }],
  });
  return metafile;
}
