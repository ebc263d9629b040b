import { readdir, readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { GeneratedFile, Generator } from "./generated-file";

/**
 * Loads the generators of a folder, all of them or the named ones.
 *
 * @throws TypeError when a file there exports no `generator`, RangeError for a name without a file.
 */
export async function loadGenerators(folder: string, names: readonly string[] = []): Promise<readonly Generator[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts")).sort();
  const unknown = names.find((name) => !files.includes(`${name}.ts`));
  if (unknown !== undefined) throw new RangeError(`Cannot run the generator "${unknown}": ${folder} has none`);
  const wanted = files.filter((file) => names.length === 0 || names.includes(basename(file, ".ts")));
  return Promise.all(wanted.map((file) => loadGenerator(resolve(folder, file))));
}

async function loadGenerator(path: string): Promise<Generator> {
  const loaded: unknown = await import(path);
  if (typeof loaded === "object" && loaded !== null && "generator" in loaded && isGenerator(loaded.generator)) {
    return loaded.generator;
  }
  throw new TypeError(`Cannot use ${path}: it exports no "generator" with a function "generate"`);
}

function isGenerator(value: unknown): value is Generator {
  return typeof value === "object" && value !== null && "generate" in value && typeof value.generate === "function";
}

/** The generated files whose text on disk is missing or differs. */
export async function staleFiles(root: string, generators: readonly Generator[]): Promise<readonly GeneratedFile[]> {
  const stale: GeneratedFile[] = [];
  for (const generator of generators) {
    for (const file of await generator.generate(root)) {
      const current = await readFile(resolve(root, file.path), "utf8").catch(() => undefined);
      if (current !== file.content) stale.push(file);
    }
  }
  return stale;
}
