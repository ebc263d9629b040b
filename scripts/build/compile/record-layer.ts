/**
 * Stands in for the loader of layers (provider-bridge/plugin/load-layer.ts) in a package that is only exercised: at the
 * process's end it writes what V8 has compiled of each layer by then. That is what an ordinary plan needs, and no more:
 * with all functions the files are so large that reading them costs what they save.
 */
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import v8 from "node:v8";
import type { Script } from "node:vm";
import { compiledFile, layerScript, runLayer } from "../../../provider-bridge/plugin/load-layer";

/** The folder to write into, in the environment; nothing is written without. */
export const RECORD_TO = "HEPHAESTUS_RECORD_TO";

const scripts = new Map<string, { readonly script: Script; readonly module: { exports: unknown } }>();

/** As the loader's, but always compiled here. */
export function loadLayer(name: string): unknown {
  const known = scripts.get(name);
  if (known !== undefined) return known.module.exports;
  const [path, module] = [join(__dirname, `${name}.cjs`), { exports: {} }];
  const script = layerScript(path);
  scripts.set(name, { script, module });
  runLayer(script, module, path);
  return module.exports;
}

/** Of the processes of a plan, the last runs most: the largest record stays. */
function write(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, { script }] of scripts) {
    const [path, data] = [join(folder, compiledFile(name)), script.createCachedData()];
    if (data.length <= (statSync(path, { throwIfNoEntry: false })?.size ?? 0)) continue;
    writeFileSync(`${path}.new`, data);
    renameSync(`${path}.new`, path);
  }
}

const folder = process.env[RECORD_TO];
if (folder !== undefined) {
  v8.setFlagsFromString = () => undefined; // V8 takes only what was compiled under the flags that it then has
  process.on("exit", () => write(folder));
}
