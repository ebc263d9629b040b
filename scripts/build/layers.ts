/**
 * Layers: what is needed together is one file. A layer holds all modules that its sources import, except those of earlier
 * layers; other files take them out of it, so that every module exists once.
 */
import type { PluginBuild } from "esbuild";
import { cutFile, isPackaged, resolvedPath } from "./cuts";
import type { Imports } from "./imports";

/** One file of a package. */
export interface Layer {
  /** Its name, without `.cjs`. */
  readonly name: string;
  readonly sources: readonly string[];
}

/** The layer in which a module lives. */
export type Homes = ReadonlyMap<string, Layer>;

/** The file of a package that loads its layers. */
export const LOADER_FILE = "load-layer.cjs";

const NAMESPACE = "in-a-layer";

/** Gives every module its home.  */
export function homesOf(layers: readonly Layer[], reached: Imports["reached"]): Homes {
  const homes = new Map<string, Layer>();
  for (const layer of layers) {
    for (const module of layer.sources.flatMap((source) => [...(reached.get(source) ?? [])])) {
      if (!homes.has(module)) homes.set(module, layer);
    }
  }
  return homes;
}

/** The source of a layer's file: it offers those of its modules that others import, or anybody requires. */
export function layerSource(
  layer: Layer,
  homes: Homes,
  { importers, cuts }: Pick<Imports, "importers" | "cuts">,
): string {
  const isWanted = (module: string) =>
    cuts.has(module) || [...(importers.get(module) ?? [])].some((each) => homes.get(each) !== layer);
  return [...homes]
    .filter(([module, home]) => home === layer && isWanted(module))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([module]) => `export * as ${JSON.stringify(moduleKey(module))} from ${JSON.stringify(module)};\n`)
    .join("");
}

/** How a file is linked to the layers. */
export interface Linking {
  readonly homes: Homes;
  /** The layer that the file is, if it is one. */
  readonly within?: Layer;
  /** Whether what is imported stands in the file nevertheless, and only what is required is taken out of layers. */
  readonly requiredOnly?: boolean;
}

/** Takes modules that live in a layer out of that layer's file. */
export function takeFromLayers(setup: PluginBuild, { homes, within, requiredOnly = false }: Linking): void {
  setup.onResolve({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }));
  // Packages, too: a package whose parts are in a layer, and itself beside it, would find those parts missing.
  setup.onResolve({ filter: /.*/, namespace: "file" }, async (asked) => {
    if (requiredOnly && asked.kind !== "require-call") return undefined;
    const source = await resolvedPath(setup, asked);
    const home = source === undefined ? undefined : homes.get(source);
    if (source === undefined || home === undefined) return undefined;
    // What is required within its own layer is asked of it all the same: only then do its modules stand side by side in the
    // file. Where one is required directly, esbuild makes functions of it and all that it imports: read twice, and slower.
    // Packages require for import: what they require is theirs.
    const isCut = asked.kind === "require-call" && !isPackaged(asked.importer);
    if (home === within && !isCut) return { path: source };
    return { path: moduleKey(source), namespace: NAMESPACE, pluginData: takenSource(source, home) };
  });
  setup.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ pluginData }) => ({ contents: String(pluginData) }));
}

function takenSource(source: string, home: Layer): string {
  const [loader, layer] = [JSON.stringify(`./${LOADER_FILE}`), JSON.stringify(home.name)];
  return `module.exports = require(${loader}).loadLayer(${layer})[${JSON.stringify(moduleKey(source))}];\n`;
}

function moduleKey(source: string): string {
  return cutFile(source).replace(/\.cjs$/, "");
}
