/** Providers as they are shipped: built for this test run, laid out as a filesystem mirror, removed afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOutMirror, mirrorFolder, thisPlatform } from "../../scripts/build/mirror";
import { buildPackage, executableName, type ProviderBuild } from "../../scripts/build/package-folder";

/** A built provider on this machine's disk. */
export interface BuiltProvider {
  readonly address: string;
  readonly version: string;
  /** The mirror's root folder. */
  readonly mirror: string;
  /** The folder with the executable. */
  readonly folder: string;
  /** The path of the executable. */
  readonly executable: string;
  remove(): void;
}

/** Builds a provider for this platform. */
export async function buildForTest(provider: ProviderBuild): Promise<BuiltProvider> {
  const { address, version } = provider;
  const files = await buildPackage(provider); // before there is anything to remove
  const mirror = mkdtempSync(join(tmpdir(), "hephaestus-mirror-"));
  const place = { mirror, address, version };
  await layOutMirror(files, place, [thisPlatform()]);
  const folder = mirrorFolder(place, thisPlatform());
  return {
    address,
    version,
    mirror,
    folder,
    executable: join(folder, executableName(provider)),
    remove: () => rmSync(mirror, { recursive: true, force: true }),
  };
}

/** The text of a CLI configuration that installs from this provider's mirror. */
export function installFrom({ mirror }: Pick<BuiltProvider, "mirror">): string {
  return `filesystem_mirror {\n  path = ${JSON.stringify(mirror)}\n}`;
}
