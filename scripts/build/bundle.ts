/**
 * Makes of TypeScript sources a few CommonJS files that start without node_modules.
 * Here belongs what the provider package is made with; never what is in it (that follows from the sources alone).
 */
import { basename, resolve } from "node:path";
import { type BuildOptions, build, type Plugin, type PluginBuild, transform } from "esbuild";
import { cutAtRequire, cutFile, isPackaged, ROOT } from "./cuts";
import { importsOf } from "./imports";
import { type Homes, homesOf, type Layer, type Linking, LOADER_FILE, layerSource, takeFromLayers } from "./layers";

/** A file of a bundle. */
export interface BundledFile {
  /** Its name in the package folder. */
  readonly name: string;
  readonly text: string;
}

/** What to bundle. */
export interface BundleOptions {
  /** The source file that starts everything. What it imports stands in its own file, too. */
  readonly entry: string;
  /** What the entry's file is called. */
  readonly entryName: string;
  /** Files that are made of many sources, in the order in which a module finds its place. */
  readonly layers: readonly Layer[];
}

/** The oldest Node the bundle runs on; the entry itself is written for older ones, so that it can tell them so. */
const TARGET = "node20";
const ENTRY_TARGET = "es2015";

const LOADER = resolve(ROOT, "provider-bridge/plugin/load-layer.ts");

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  target: TARGET,
  external: ["*.node"], // native parts are for one platform, and packages that have some do without
  write: false,
  charset: "ascii", // one other character in a text makes V8 read all of it more slowly
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/**
 * Bundles `entry` and what it needs: the entry, the layers, and one file for each other source behind a cut
 * (see cuts.ts), with shared files for what several of those need. Not minified: stacks stay readable.
 */
export async function bundle({ entry, entryName, layers }: BundleOptions): Promise<readonly BundledFile[]> {
  const imports = await importsOf([entry, ...layers.flatMap((layer) => layer.sources)], COMMON);
  const homes = homesOf(layers, imports.reached);
  // Sorted: they are found in another order each time, and the same sources are to come to the same bytes.
  const rest = [...imports.reached.keys()].filter((source) => source !== entry && !homes.has(source)).sort();
  const files = await Promise.all([
    bundleEntry(entry, entryName, homes),
    layers.length === 0 ? [] : bundleLoader(LOADER),
    ...layers.map((layer) => bundleLayer(layer, layerSource(layer, homes, imports), homes)),
    bundleRest(rest, homes),
  ]);
  return files.flat().map(({ name, text }) => ({ name, text: asciiOnly(text) }));
}

/** esbuild leaves other characters in regular expressions and comments; a text with one is read more slowly, and otherwise. */
function asciiOnly(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The entry imports little, and must run where nothing else does: it takes nothing out of a layer until it asks for it. */
async function bundleEntry(entry: string, name: string, homes: Homes): Promise<readonly BundledFile[]> {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [entry],
    format: "cjs",
    target: ENTRY_TARGET,
    plugins: [plugin((setup) => link(setup, { homes, requiredOnly: true }))],
  });
  return outputFiles.map(({ text }) => ({ name, text: `#!/usr/bin/env node\n${text}` }));
}

/** Makes of a source the file that loads a package's layers. */
export async function bundleLoader(source: string): Promise<readonly BundledFile[]> {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [source], format: "cjs" });
  return outputFiles.map(({ text }) => ({ name: LOADER_FILE, text }));
}

async function bundleLayer(layer: Layer, contents: string, homes: Homes): Promise<readonly BundledFile[]> {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents, resolveDir: ROOT, sourcefile: `${layer.name}.cjs` },
    format: "cjs",
    plugins: [plugin((setup) => link(setup, { homes, within: layer }))],
  });
  return outputFiles.map(({ text }) => ({ name: `${layer.name}.cjs`, text }));
}

/** Files for what is required beside the layers: an npm package is one by itself, sources share what they import. */
async function bundleRest(sources: readonly string[], homes: Homes): Promise<readonly BundledFile[]> {
  const packages = sources.filter((source) => isPackaged(source));
  const own = sources.filter((source) => !isPackaged(source));
  const files = await Promise.all([...packages.map(bundlePackage), bundleOwn(own, homes)]);
  return files.flat();
}

async function bundlePackage(source: string): Promise<readonly BundledFile[]> {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [source], format: "cjs" });
  return outputFiles.map(({ text }) => ({ name: cutFile(source), text }));
}

async function bundleOwn(sources: readonly string[], homes: Homes): Promise<readonly BundledFile[]> {
  if (sources.length === 0) return [];
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: Object.fromEntries(sources.map((source) => [cutFile(source).replace(/\.cjs$/, ""), source])),
    splitting: true,
    format: "esm", // the only format that shares modules between files; turned into CommonJS below
    outdir: ROOT,
    outExtension: { ".js": ".cjs" },
    chunkNames: "shared-[hash]",
    plugins: [plugin((setup) => link(setup, { homes }))],
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { code } = await transform(text, { format: "cjs", platform: "node", target: TARGET, charset: "ascii" });
      return { name: basename(path), text: code };
    }),
  );
}

function link(setup: PluginBuild, linking: Linking): void {
  takeFromLayers(setup, linking);
  cutAtRequire(setup, ignore);
}

function plugin(setup: (build: PluginBuild) => void): Plugin {
  return { name: "provider-package", setup };
}

function ignore(): void {
  // The cuts have been found before.
}
