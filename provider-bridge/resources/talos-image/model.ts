/** What the configuration means: the schematic that is asked for, and the state that a snapshot becomes. Pure. */
import type { Image } from "../../clients/hcloud";
import { parseVersion } from "../../framework/formats/version";
import { schematics } from "../../talos-config";
import type { Architecture, ImageIdentity } from "./identity";

/** The attributes that say which image is wanted; null where one is not set. */
export interface ImageRequest {
  readonly talos_version: string;
  readonly architecture: string;
  readonly schematic_id: string | null;
  readonly schematic: string | null;
  readonly extensions: readonly string[] | null;
  readonly kernel_args: readonly string[] | null;
  readonly source_url: string | null;
}

/** What is asked for: an identity, and the schematic's text where the factory may not know it yet. */
export interface ResolvedRequest {
  readonly identity: ImageIdentity;
  /** YAML to make known to the Image Factory; null where there is nothing to tell it. */
  readonly schematicYaml: string | null;
}

/**
 * Computes the identity; no network is needed for it.
 * @throws RangeError for a version that is none; SchematicError for a schematic that the factory would refuse.
 */
export function resolveRequest(request: ImageRequest): ResolvedRequest {
  const common = {
    talosVersion: versionTag(request.talos_version),
    architecture: architectureOf(request.architecture),
  };
  if (request.source_url !== null) {
    return { identity: { ...common, schematicId: null, sourceUrl: request.source_url }, schematicYaml: null };
  }
  if (request.schematic_id !== null) {
    return { identity: { ...common, schematicId: request.schematic_id, sourceUrl: null }, schematicYaml: null };
  }
  const { canonical, id } = schematics().schematicOf(request.schematic ?? schematicText(request));
  return { identity: { ...common, schematicId: id, sourceUrl: null }, schematicYaml: canonical };
}

function schematicText({ extensions, kernel_args: extraKernelArgs }: ImageRequest): string {
  return JSON.stringify({
    customization: {
      extraKernelArgs: extraKernelArgs ?? [],
      systemExtensions: { officialExtensions: extensions ?? [] },
    },
  });
}

/** Which of the ways to name an image are used together although only one may be. */
export function contradiction(
  request: Record<"schematic_id" | "schematic" | "source_url", unknown> & {
    readonly extensions: unknown;
    readonly kernel_args: unknown;
  },
): readonly string[] {
  const ways = [
    ["schematic_id", request.schematic_id],
    ["schematic", request.schematic],
    ["extensions", request.extensions ?? request.kernel_args],
    ["source_url", request.source_url],
  ] as const;
  const used = ways.flatMap(([name, value]) => (value === null || value === undefined ? [] : [name]));
  return used.length > 1 ? used : [];
}

/** The attributes that Hetzner answers. */
export function imageState(image: Image) {
  return {
    id: String(image.id),
    description: image.description,
    delete_protection: image.deleteProtection,
    disk_size_gib: image.diskGiB,
    image_size_gib: image.imageGiB,
    created: image.created,
  };
}

/** What an image is called where the user does not say. */
export function standardDescription({ talosVersion, architecture, schematicId }: ImageIdentity): string {
  return `Talos ${talosVersion} ${architecture}${schematicId === null ? "" : ` ${schematicId.slice(0, 12)}`}`;
}

function versionTag(text: string): string {
  const read = parseVersion(text);
  if (!read.ok) throw new RangeError(`Cannot read the Talos version "${text}": ${read.problem}`);
  return text.startsWith("v") ? text : `v${text}`;
}

function architectureOf(text: string): Architecture {
  if (text === "amd64" || text === "arm64") return text;
  throw new RangeError(`Cannot use the architecture "${text}": choose "amd64" or "arm64"`);
}
