/**
 * Loads layers, the few large files of the built package: what stands in for a `require` there (scripts/build/layers.ts).
 * Beside a layer may lie what V8 compiled of it when the package was built; a V8 of another version, or with other flags,
 * refuses that and compiles as it goes.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** What a file of the package offers. */
interface LoadedModule {
  exports: unknown;
}

/** A file as Node runs it: as a function, called with what it may use. */
type LayerFunction = (
  exports: unknown,
  require: NodeJS.Require,
  module: LoadedModule,
  filename: string,
  folder: string,
) => void;

const loaded = new Map<string, LoadedModule>();

/** What a layer of this package offers; it is run once, and again where it threw. `name` is without `.cjs`. */
export function loadLayer(name: string): unknown {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module: LoadedModule = { exports: {} };
  loaded.set(name, module);
  try {
    fill(module, name);
  } catch (error) {
    loaded.delete(name);
    throw error;
  }
  return module.exports;
}

/** The file with what V8 compiled of a layer: for one version of V8 on one kind of processor. */
export function compiledFile(name: string, v8: string = process.versions.v8, arch: string = process.arch): string {
  return `${name}.${arch}-${v8}.bin`;
}

/**
 * A layer's text, as both who loads and who compiles it give it to V8: only the same text is taken for the same. All files
 * of the package are ASCII, which need not be decoded: half a megabyte of UTF-8 takes 3 ms.
 */
export function layerScript(path: string, cachedData?: Buffer): Script {
  const text = readFileSync(path, "latin1");
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  return new Script(wrapped, { filename: path, cachedData });
}

/** Runs a layer for a module. */
export function runLayer(script: Script, module: LoadedModule, path: string): void {
  const run: LayerFunction = script.runInThisContext();
  run(module.exports, require, module, path, dirname(path));
}

function fill(module: LoadedModule, name: string): void {
  const path = join(__dirname, `${name}.cjs`);
  const compiled = compiledLayer(name);
  if (compiled === undefined) module.exports = require(path);
  else runLayer(layerScript(path, compiled), module, path);
}

function compiledLayer(name: string): Buffer | undefined {
  try {
    return readFileSync(join(__dirname, compiledFile(name)));
  } catch {
    return undefined; // for this Node nothing was compiled, as for most
  }
}
