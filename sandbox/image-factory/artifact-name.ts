/** File names under /image/<schematic>/<version>/, as the factory reads them. */

/** What a file name asks for. */
export interface Artifact {
  kind: "disk" | "cmdline";
  platform: string;
  architecture: "amd64" | "arm64";
  secureBoot: boolean;
  /** Empty for an uncompressed image. */
  compression: "" | "xz" | "zst" | "gz";
}

/** A file name that the factory refuses (400), or that only the real one can build (501). */
export class ArtifactNameError extends Error {
  override readonly name = "ArtifactNameError";
  readonly status: 400 | 501;

  constructor(message: string, status: 400 | 501) {
    super(message);
    this.status = status;
  }
}

const onlyReal = /^(kernel-|initramfs-|installer-)|-installer-|\.iso$|-uki\.efi$|\.(qcow2|vhd|ova)(\.|$)|\.tar\.gz$/;

/**
 * Reads a file name, as in "hcloud-amd64.raw.xz", "metal-arm64-secureboot.raw.zst" or "cmdline-hcloud-amd64".
 * @throws ArtifactNameError with the factory's sentence.
 */
export function parseArtifactName(name: string): Artifact {
  if (onlyReal.test(name)) {
    throw new ArtifactNameError(`the sandbox builds raw disk images and cmdline only, not "${name}"`, 501);
  }
  const cmdline = /^cmdline-(.+)$/.exec(name);
  if (cmdline !== null) return { kind: "cmdline", compression: "", ...parsePlatform(cmdline[1] ?? "") };
  const disk = /^(.+)\.raw(?:\.(xz|zst|gz))?$/.exec(name);
  if (disk === null) throw new ArtifactNameError(`invalid profile path: "${name}"`, 400);
  const [, rest = "", compression] = disk;
  const known = compression === "xz" || compression === "zst" || compression === "gz" ? compression : "";
  return { kind: "disk", compression: known, ...parsePlatform(rest) };
}

function parsePlatform(text: string): Pick<Artifact, "platform" | "architecture" | "secureBoot"> {
  const secureBoot = text.endsWith("-secureboot");
  const rest = secureBoot ? text.slice(0, -"-secureboot".length) : text;
  const dash = rest.indexOf("-");
  const platform = rest.slice(0, Math.max(0, dash));
  const architecture = rest.slice(dash + 1);
  if (dash === -1 || !/^[a-z][a-z0-9]*$/.test(platform)) {
    throw new ArtifactNameError(`invalid profile path: "${text}"`, 400);
  }
  if (architecture === "amd64" || architecture === "x86_64" || architecture === "i386") {
    return { platform, architecture: "amd64", secureBoot };
  }
  if (architecture === "arm64") return { platform, architecture, secureBoot };
  throw new ArtifactNameError(`invalid architecture: "${architecture}"`, 400);
}
