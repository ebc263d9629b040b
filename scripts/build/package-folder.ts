/** Writes a provider's package folder: what Terraform unpacks, checks and starts. */
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { preparedAnswerFile } from "../../provider-bridge/protocol/prepared-answers";
import type { PreparedRpc } from "../../provider-bridge/protocol/rpc";
import { bundle } from "./bundle";
import type { Layer } from "./layers";

/** A provider to build. */
export interface ProviderBuild {
  /** The type name, for instance `hephaestus`. */
  readonly name: string;
  /** `HOST/NAMESPACE/TYPE`. */
  readonly address: string;
  readonly version: string;
  /** The source file that starts it. */
  readonly entry: string;
  readonly layers: readonly Layer[];
  /** Answers that never change, by their RPC: written beside the code, so that no start has to compute them. */
  readonly prepared: ReadonlyMap<PreparedRpc, Uint8Array>;
}

/** Everything in a package folder, by name. The same for every platform: Node is what differs. */
export type PackageFiles = ReadonlyMap<string, PackageFile>;

/** One file of a package. */
export interface PackageFile {
  readonly content: string | Uint8Array;
  readonly executable: boolean;
}

/** The executable's name, as Terraform looks for it. */
export function executableName({ name, version }: Pick<ProviderBuild, "name" | "version">): string {
  return `terraform-provider-${name}_v${version}`;
}

/**
 * Builds a provider. No name but the executable's begins with `terraform-provider-`: Terraform starts the first that
 * does. The package.json keeps the files CommonJS whatever stands in folders above.
 */
export async function buildPackage(provider: ProviderBuild): Promise<PackageFiles> {
  const entryName = executableName(provider);
  const { entry, layers, prepared } = provider;
  const files = new Map<string, PackageFile>();
  for (const { name, text } of await bundle({ entry, entryName, layers })) {
    files.set(name, { content: text, executable: name === entryName });
  }
  for (const [rpc, answer] of prepared) files.set(preparedAnswerFile(rpc), { content: answer, executable: false });
  const manifest = `${JSON.stringify({ type: "commonjs", private: true })}\n`;
  return files.set("package.json", { content: manifest, executable: false });
}

/**
 * Writes a package folder. It appears at once and whole, and takes the place of an older one: whoever runs that one at
 * the same moment keeps its files.
 */
export async function writePackage(files: PackageFiles, folder: string): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const fresh = await mkdtemp(join(parent, ".new-"));
  try {
    for (const [name, { content, executable }] of files) {
      await writeFile(join(fresh, name), content, { mode: executable ? 0o755 : 0o644 });
    }
    await chmod(fresh, 0o755); // temporary folders are for one user alone, packages are not
    await replaceFolder(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function replaceFolder(fresh: string, folder: string): Promise<void> {
  const old = `${fresh}.old`;
  if (existsSync(folder)) await rename(folder, old);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}
