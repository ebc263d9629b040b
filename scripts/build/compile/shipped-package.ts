/** A package as it is shipped: with what V8 compiled of its layers, for the Node that builds it. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { findCores } from "../../cores";
import { bundleLoader } from "../bundle";
import { ROOT } from "../cuts";
import { layOutMirror, thisPlatform } from "../mirror";
import { buildPackage, type PackageFiles, type ProviderBuild, writePackage } from "../package-folder";
import { exercise } from "./exercise";

/** What was compiled by this Node, by the text that it was compiled of: the same sources give the same package twice. */
const KEPT = resolve(ROOT, "dist/compiled", `${process.version}-${process.arch}`);
const RECORDER = resolve(ROOT, "scripts/build/compile/record-layer.ts");

/**
 * Builds a package, and exercises it to learn what V8 compiles, where that is not known from the last time. Where it
 * cannot be exercised, the package is whole all the same, and starts more slowly.
 */
export async function shippedPackage(provider: ProviderBuild): Promise<PackageFiles> {
  const files = await buildPackage(provider);
  const folder = join(KEPT, fingerprint(files));
  if (!existsSync(folder)) {
    try {
      await writePackage(await compiled(provider, files), folder);
    } catch (error) {
      console.log(`SKIPPED what is compiled ahead: ${error instanceof Error ? error.message : String(error)}`);
      return files;
    }
  }
  // What other sources came to is not asked for again.
  for (const each of readdirSync(KEPT)) {
    if (each !== basename(folder)) rmSync(join(KEPT, each), { recursive: true, force: true });
  }
  return new Map([...files, ...filesOf(folder)]);
}

/** Exercises the package, and gives what was recorded. */
async function compiled(provider: ProviderBuild, files: PackageFiles): Promise<PackageFiles> {
  const [core] = findCores();
  if (core === undefined) throw new RangeError("neither terraform nor tofu is on PATH");
  const scratch = mkdtempSync(join(tmpdir(), "hephaestus-compile-"));
  try {
    const [mirror, recorded] = [join(scratch, "mirror"), join(scratch, "recorded")];
    const { address, version } = provider;
    await layOutMirror(await recording(files), { mirror, address, version }, [thisPlatform()]);
    await exercise(core, `filesystem_mirror { path = ${JSON.stringify(mirror)} }`, recorded);
    return filesOf(recorded);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function filesOf(folder: string): PackageFiles {
  const read = (name: string) => ({ content: readFileSync(join(folder, name)), executable: false });
  return new Map(readdirSync(folder).map((name) => [name, read(name)]));
}

/** The same package with a loader that records. */
async function recording(files: PackageFiles): Promise<PackageFiles> {
  const loader = await bundleLoader(RECORDER);
  return new Map([...files, ...loader.map(({ name, text }) => [name, { content: text, executable: false }] as const)]);
}

function fingerprint(files: PackageFiles): string {
  const hash = createHash("sha256");
  const inOrder = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, { content }] of inOrder) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest("hex").slice(0, 16);
}
