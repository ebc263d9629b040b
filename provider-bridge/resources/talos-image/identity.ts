/** What makes two images the same, as labels of a snapshot. Pure. */
import { createHash } from "node:crypto";
import type { Labels } from "../../clients/hcloud";
import { schematics } from "../../talos-config";

/** Processors, in the words of Talos. */
export type Architecture = "amd64" | "arm64";

/** What an image is: two with the same identity hold the same. */
export interface ImageIdentity {
  /** With `v`. */
  readonly talosVersion: string;
  readonly architecture: Architecture;
  /** 64 hexadecimal digits; null for an image of the user's own. */
  readonly schematicId: string | null;
  /** Where an image of the user's own comes from; null for one of the Image Factory. */
  readonly sourceUrl: string | null;
}

/** On everything of ours in a project. */
export const managedBy: Labels = { "managed-by": "hephaestus" };

/** A label value holds 63 characters, a schematic's id has 64. */
const halfId = 32;

/** The labels by which a snapshot of this identity is found. */
export function identityLabels({ talosVersion, architecture, schematicId, sourceUrl }: ImageIdentity): Labels {
  const common = { ...managedBy, component: "image", os: "talos", arch: architecture, version: talosVersion };
  if (schematicId === null) return { ...common, source: sourceHash(sourceUrl ?? "") };
  return { ...common, schematic: schematicId.slice(0, halfId), schematic_tail: schematicId.slice(halfId) };
}

/** The identity that a snapshot's labels tell; undefined for a snapshot that is not ours. */
export function identityOfLabels(labels: Labels): Omit<ImageIdentity, "sourceUrl"> | undefined {
  const { os, arch, version, schematic = "", schematic_tail: tail = "" } = labels;
  if (os !== "talos" || (arch !== "amd64" && arch !== "arm64") || version === undefined) return undefined;
  const id = `${schematic}${tail}`;
  return { talosVersion: version, architecture: arch, schematicId: /^[0-9a-f]{64}$/.test(id) ? id : null };
}

const ownKeys = new Set([
  ...["managed-by", "component", "os", "arch", "version", "schematic", "schematic_tail", "source"],
  ...["runner", "run", "deadline"],
]);

/** Labels that a user may not set: they are ours. */
export function isOwnLabel(key: string): boolean {
  return ownKeys.has(key);
}

/** The labels that the user set. */
export function userLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !isOwnLabel(key)));
}

/** Where the image is downloaded from. */
export function downloadUrl(identity: ImageIdentity, factoryUrl: string): string {
  const { talosVersion, architecture, schematicId, sourceUrl } = identity;
  if (schematicId === null) return sourceUrl ?? "";
  const { pathname } = new URL(schematics().imageUrl("disk", { schematicId, talosVersion, architecture }));
  return `${factoryUrl.replace(/\/+$/, "")}${pathname}`;
}

function sourceHash(url: string): string {
  return createHash("sha256").update(url).digest("hex").slice(0, 40);
}
