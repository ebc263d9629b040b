/** What the factory has to offer: Talos versions and the official extensions and overlays of each. */
import { createHash } from "node:crypto";

/** Talos minor version → number of its newest patch in the sandbox. Source: tags of siderolabs/talos, August 2026. */
const newestPatch: readonly (readonly [string, number])[] = [
  ["1.9", 6],
  ["1.10", 9],
  ["1.11", 6],
  ["1.12", 11],
  ["1.13", 9],
];
const laterVersions = ["v1.14.0-rc.1", "v1.14.0"];

/** Every version, oldest first, with `v`. */
export const talosVersions: readonly string[] = [
  ...newestPatch.flatMap(([minor, patch]) => Array.from({ length: patch + 1 }, (_, at) => `v${minor}.${at}`)),
  ...laterVersions,
];

/** An official extension or overlay as the factory lists it. */
export interface Extension {
  /** As in "siderolabs/qemu-guest-agent". */
  name: string;
  /** Image reference with tag. */
  ref: string;
  /** "sha256:" and 64 digits; made up, but the same every time. */
  digest: string;
  author: string;
  description: string;
}

const sidero = "Sidero Labs";
/** Name, version, author, description; an empty version follows Talos. The names are real, the versions made up. */
const extensionTable: readonly (readonly [string, string, string, string])[] = [
  ["siderolabs/amd-ucode", "20260622", sidero, "AMD microcode binaries"],
  ["siderolabs/btrfs", "", sidero, "Btrfs filesystem kernel module"],
  ["siderolabs/cloudflared", "2026.6.1", sidero, "Cloudflare tunnel client"],
  ["siderolabs/crun", "1.28", sidero, "OCI runtime written in C"],
  ["siderolabs/drbd", "9.2.17", sidero, "DRBD kernel module"],
  ["siderolabs/gvisor", "20260622.0", sidero, "Sandboxed container runtime"],
  ["siderolabs/hello-world-service", "", sidero, "An example of a system extension service"],
  ["siderolabs/i915", "20260622", sidero, "Intel graphics firmware"],
  ["siderolabs/intel-ucode", "20260512", sidero, "Intel microcode binaries"],
  ["siderolabs/iscsi-tools", "v0.2.0", sidero, "Open-iSCSI tools"],
  ["siderolabs/kata-containers", "3.32.0", sidero, "Containers in light virtual machines"],
  ["siderolabs/netbird", "0.74.2", sidero, "NetBird mesh client"],
  ["siderolabs/newt", "1.13.0", sidero, "Pangolin tunnel client"],
  ["siderolabs/nfsd", "", sidero, "NFS server kernel module"],
  ["siderolabs/nut-client", "2.8.5", sidero, "Network UPS Tools client"],
  ["siderolabs/qemu-guest-agent", "10.2.3", "Markus Reiter", "QEMU guest agent"],
  ["siderolabs/spin", "v0.25.1", sidero, "WebAssembly runtime shim"],
  ["siderolabs/stargz-snapshotter", "v0.18.2", sidero, "Lazy-pulling snapshotter"],
  ["siderolabs/tailscale", "1.98.5", "Andrei Kvapil", "Tailscale mesh client"],
  ["siderolabs/thunderbolt", "", sidero, "Thunderbolt and USB4 kernel modules"],
  ["siderolabs/util-linux-tools", "2.42.1", sidero, "Utilities of util-linux"],
  ["siderolabs/wasmedge", "v0.6.0", sidero, "WebAssembly runtime shim"],
  ["siderolabs/youki", "0.6.0", sidero, "OCI runtime written in Rust"],
  ["siderolabs/zfs", "2.4.3", sidero, "ZFS kernel module and tools"],
];

/** The extensions of a version (with `v`); a reference's tag names the extension's own version. */
export function officialExtensions(talosVersion: string): Extension[] {
  return extensionTable.map(([name, ownVersion, author, description]) => {
    const ref = `ghcr.io/${name}:${ownVersion === "" ? talosVersion : ownVersion}`;
    return { name, ref, digest: madeUpDigest(`${ref} for ${talosVersion}`), author, description };
  });
}

/** An overlay as the factory lists it. */
export interface Overlay {
  name: string;
  image: string;
  ref: string;
  digest: string;
}

/** The overlays of a version: boards that no cloud has, so a short list does. */
export function officialOverlays(talosVersion: string): Overlay[] {
  return [
    ["rpi_generic", "siderolabs/sbc-raspberrypi"],
    ["rock5b", "siderolabs/sbc-rockchip"],
  ].map(([name = "", image = ""]) => {
    const ref = `ghcr.io/${image}:v0.2.1`;
    return { name, image, ref, digest: madeUpDigest(`${name} ${ref} for ${talosVersion}`) };
  });
}

function madeUpDigest(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
