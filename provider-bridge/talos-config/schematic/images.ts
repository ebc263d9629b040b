import { compareVersions, parseVersion } from "../version";

/** The public Image Factory. */
export const publicFactory = "factory.talos.dev";
const schematicId = /^[0-9a-f]{64}$/;

/** Which image. */
export interface ImageRequest {
  /** 64 hexadecimal digits. */
  readonly schematicId: string;
  /** With or without `v`. */
  readonly talosVersion: string;
  /** Default `hcloud`. */
  readonly platform?: string;
  /** Default `amd64`. */
  readonly architecture?: "amd64" | "arm64";
  readonly secureBoot?: boolean;
  /** Host of the factory, default the public one. */
  readonly factory?: string;
}

/** Kinds of images that the factory makes. */
export type ImageKind = "disk" | "iso" | "kernel" | "initramfs" | "kernel-command-line" | "uki" | "pxe";

interface Checked extends Required<ImageRequest> {
  readonly version: string;
}

function check(request: ImageRequest): Checked {
  const {
    schematicId: id,
    talosVersion,
    platform = "hcloud",
    architecture = "amd64",
    secureBoot = false,
    factory = publicFactory,
  } = request;
  const version = parseVersion(talosVersion);
  if (!schematicId.test(id))
    throw new RangeError(`Cannot build an image reference: "${id}" is no schematic id of 64 hexadecimal digits`);
  if (version === undefined)
    throw new RangeError(`Cannot build an image reference: "${talosVersion}" is no Talos version such as v1.13.9`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(platform))
    throw new RangeError(`Cannot build an image reference: "${platform}" is no platform`);
  return {
    schematicId: id,
    talosVersion,
    platform,
    architecture,
    secureBoot,
    factory,
    version: `v${talosVersion.replace(/^v/, "")}`,
  };
}

/**
 * The installer image of a schematic: `factory.talos.dev/hcloud-installer/<id>:v1.13.9`. Before Talos 1.10 the
 * factory has one installer for all platforms. Throws RangeError for what is no id, version or platform.
 */
export function installerImage(request: ImageRequest): string {
  const { factory, platform, secureBoot, schematicId: id, version } = check(request);
  const parsed = parseVersion(version);
  const old =
    parsed !== undefined &&
    compareVersions({ ...parsed, prerelease: "" }, { major: 1, minor: 10, patch: 0, prerelease: "" }) < 0;
  const name = old ? "installer" : `${platform}-installer`;
  return `${factory}/${name}${secureBoot ? "-secureboot" : ""}/${id}:${version}`;
}

/** The URL of a file that the factory makes. Throws RangeError as `installerImage` does. */
export function imageUrl(kind: ImageKind, request: ImageRequest): string {
  const { factory, platform, architecture, secureBoot, schematicId: id, version } = check(request);
  const base = `https://${kind === "pxe" ? `pxe.${factory}/pxe` : `${factory}/image`}/${id}/${version}`;
  const secure = secureBoot ? "-secureboot" : "";
  const files: Readonly<Record<ImageKind, string>> = {
    disk: `${platform}-${architecture}${secure}.raw.${platform === "metal" ? "zst" : "xz"}`,
    iso: `${platform}-${architecture}${secure}.iso`,
    kernel: `kernel-${architecture}`,
    initramfs: `initramfs-${architecture}.xz`,
    "kernel-command-line": `cmdline-${platform}-${architecture}${secure}`,
    uki: `${platform}-${architecture}${secure}-uki.efi`,
    pxe: `${platform}-${architecture}${secure}`,
  };
  return `${base}/${files[kind]}`;
}

/** What an installer image reference says. */
export interface InstallerReference {
  readonly factory: string;
  /** Empty for references without a schematic (`ghcr.io/siderolabs/installer`). */
  readonly schematicId: string;
  /** `hcloud`; empty where the name is just `installer`. */
  readonly platform: string;
  readonly secureBoot: boolean;
  /** `v1.13.9`. */
  readonly version: string;
  /** `sha256:…`, empty when the reference is not pinned. */
  readonly digest: string;
}

/** Takes an installer image reference apart; undefined when it is none. */
export function parseInstallerImage(reference: string): InstallerReference | undefined {
  const match = /^([^/\s]+(?::\d+)?)\/(.+?):(v[0-9A-Za-z.+-]+)(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference);
  if (match === null) return undefined;
  const [, factory = "", path = "", version = "", digest = ""] = match;
  const parts = path.split("/");
  const id = schematicId.test(parts.at(-1) ?? "") ? (parts.pop() ?? "") : "";
  const name = /^(?:(.+)-)?installer(-secureboot)?$/.exec(parts.at(-1) ?? "");
  if (name === null) return undefined;
  return { factory, schematicId: id, platform: name[1] ?? "", secureBoot: name[2] !== undefined, version, digest };
}
