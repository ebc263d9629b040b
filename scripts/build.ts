/**
 * `npm run build`, all in dist/: package folders of the provider (provider/) and of the stand-in for hetznercloud/hcloud
 * (stand-in/), one each for every platform; the same laid out as filesystem mirrors (or `terraform.d/plugins`) in mirror/
 * and stand-in-mirror/; constructs and stacks in library/, with declarations where `--types` is given; the command line
 * in cli/.
 */
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildCli } from "./build/cli";
import { shippedPackage } from "./build/compile/shipped-package";
import { buildLibrary } from "./build/library";
import { layOutMirror } from "./build/mirror";
import { buildPackage, type PackageFiles, type ProviderBuild, writePackage } from "./build/package-folder";
import { hephaestusBuild, standInBuild } from "./build/providers";
import { useOwnTemporaryFolder } from "./own-temporary-folder";

const DIST = resolve(__dirname, "../dist");

async function main(): Promise<void> {
  useOwnTemporaryFolder();
  const hephaestus = hephaestusBuild();
  await layOut(hephaestus, await shippedPackage(hephaestus), { folder: "provider", mirror: "mirror" });
  // Never in the same mirror: who installs from that one wants the real hcloud provider from its registry.
  const standIn = standInBuild();
  await layOut(standIn, await buildPackage(standIn), { folder: "stand-in", mirror: "stand-in-mirror" });
  await writePackage(await buildCli(), join(DIST, "cli"));
  console.log("command line: dist/cli");
  await buildLibrary(join(DIST, "library"), { types: process.argv.includes("--types") });
  console.log("library: dist/library");
}

async function layOut(
  { address, version }: ProviderBuild,
  files: PackageFiles,
  to: { folder: string; mirror: string },
): Promise<void> {
  await writePackage(files, join(DIST, to.folder));
  const mirror = join(DIST, to.mirror);
  await rm(mirror, { recursive: true, force: true });
  await layOutMirror(files, { mirror, address, version });
  const bytes = [...files.values()].reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  console.log(`${address} ${version}: ${files.size} files, ${Math.ceil(bytes / 1024)} KiB`);
  console.log(`package: dist/${to.folder}, mirror: dist/${to.mirror}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
