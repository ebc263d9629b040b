/** The folder layout in which Terraform finds providers without a registry. */
import { join } from "node:path";
import { type PackageFiles, writePackage } from "./package-folder";

/** An operating system and processor, in Terraform's words: `linux_amd64`. */
export type Platform = `${"linux" | "darwin"}_${"amd64" | "arm64"}`;

/** The platforms a package is made for. */
export const PLATFORMS: readonly Platform[] = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];

/** The platform of this machine. @throws RangeError for one that no package is made for. */
export function thisPlatform(platform: string = process.platform, arch: string = process.arch): Platform {
  const name = `${platform}_${arch === "x64" ? "amd64" : arch}`;
  const found = PLATFORMS.find((each) => each === name);
  if (found === undefined) {
    throw new RangeError(`Cannot choose a package for "${platform}" on "${arch}": there are ${PLATFORMS.join(", ")}`);
  }
  return found;
}

/** Where a package goes. */
export interface MirrorPlace {
  /** A filesystem mirror, or a `terraform.d/plugins`. */
  readonly mirror: string;
  /** `HOST/NAMESPACE/TYPE`. */
  readonly address: string;
  readonly version: string;
}

/**
 * An address, and the same in OpenTofu's registry: a source without a host means `registry.terraform.io` to terraform and
 * `registry.opentofu.org` to tofu.
 */
export function addressesOf(address: string): readonly string[] {
  const opentofu = address.replace(/^registry\.terraform\.io\//, "registry.opentofu.org/");
  return opentofu === address ? [address] : [address, opentofu];
}

/** The folder of one package in a mirror. */
export function mirrorFolder({ mirror, address, version }: MirrorPlace, platform: Platform): string {
  return join(mirror, ...address.split("/"), version, platform);
}

/** Lays a package out in a mirror, unpacked, for each platform and both registries. */
export async function layOutMirror(
  files: PackageFiles,
  place: MirrorPlace,
  platforms: readonly Platform[] = PLATFORMS,
): Promise<void> {
  for (const address of addressesOf(place.address)) {
    for (const platform of platforms) await writePackage(files, mirrorFolder({ ...place, address }, platform));
  }
}
