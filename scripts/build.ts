/**
 * `npm run build`: the provider package for every platform in dist/provider/, the same laid out as a filesystem mirror
 * (or `terraform.d/plugins`) in dist/mirror/, the stand-in of hetznercloud/hcloud as a mirror of its own in
 * dist/stand-in/, and the command line in dist/cli/.
 */
import { rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { buildCli } from "./build/cli";
import { layOutMirror, PLATFORMS } from "./build/mirror";
import { buildPackage, writePackage } from "./build/package-folder";
import { hephaestusBuild, standInBuild } from "./build/providers";

async function main(): Promise<void> {
  const dist = resolve(__dirname, "../dist");
  const provider = hephaestusBuild();
  const files = await buildPackage(provider);
  for (const platform of PLATFORMS) await writePackage(files, join(dist, "provider", platform));
  const mirror = join(dist, "mirror");
  await rm(mirror, { recursive: true, force: true });
  await layOutMirror(files, { mirror, address: provider.address, version: provider.version });
  await layOutStandIn(join(dist, "stand-in"));
  await writePackage(await buildCli(), join(dist, "cli"));
  const bytes = [...files.values()].reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  console.log(`${provider.address} ${provider.version}: ${files.size} files, ${Math.ceil(bytes / 1024)} KiB`);
  console.log(`packages: ${relative(process.cwd(), join(dist, "provider"))}/<os>_<arch>`);
  console.log(`command line: ${relative(process.cwd(), join(dist, "cli"))}`);
  console.log(`mirror: ${relative(process.cwd(), mirror)}`);
}

/** Never in the same mirror: who installs from that one wants the real hcloud provider from its registry. */
async function layOutStandIn(mirror: string): Promise<void> {
  const standIn = standInBuild();
  await rm(mirror, { recursive: true, force: true });
  await layOutMirror(await buildPackage(standIn), { mirror, address: standIn.address, version: standIn.version });
  console.log(`${standIn.address} ${standIn.version} (stand-in): ${relative(process.cwd(), mirror)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
