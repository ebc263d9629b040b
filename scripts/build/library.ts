/**
 * Constructs, stacks and bindings as a package has them: each source a CommonJS file of its own, so that a program loads
 * what it uses; cdktf and constructs are the user's own. With declarations where they are asked for, which takes longer.
 */
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { ROOT } from "./cuts";

/** The folders that make up the library. */
const FOLDERS = ["constructs", "stacks"];
/** What is no TypeScript goes along as it stands. */
const AS_IT_STANDS = /(?:^|\/)index\.(?:js|d\.ts)$|\.json$/;

/** Makes the library in `target`, which it takes the place of. */
export async function buildLibrary(target: string, { types }: { readonly types: boolean }): Promise<void> {
  const fresh = `${target}.new`;
  await rm(fresh, { recursive: true, force: true });
  const files = (await Promise.all(FOLDERS.map(filesOf))).flat();
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  const options = { bundle: false, format: "cjs", platform: "node", target: "node20", charset: "utf8" } as const;
  await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: sources,
    outdir: fresh,
    outbase: ROOT,
    logLevel: "warning",
  });
  for (const file of files.filter((each) => AS_IT_STANDS.test(each))) {
    await mkdir(dirname(join(fresh, relative(ROOT, file))), { recursive: true });
    await cp(file, join(fresh, relative(ROOT, file)));
  }
  if (types) emitDeclarations(sources, fresh);
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

function emitDeclarations(sources: readonly string[], outDir: string): void {
  const { config } = ts.readConfigFile(resolve(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const only = { declaration: true, emitDeclarationOnly: true, noEmit: false, incremental: false, stripInternal: true };
  const { tsBuildInfoFile: _none, ...rest } = options;
  const program = ts.createProgram([...sources], { ...rest, ...only, outDir, rootDir: ROOT });
  const diagnostics = [...program.getOptionsDiagnostics(), ...program.emit().diagnostics];
  if (diagnostics.length > 0) {
    throw new Error(
      `Cannot write declarations: ${diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")).join("; ")}`,
    );
  }
}
