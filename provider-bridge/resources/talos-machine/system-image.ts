/** Which Talos is wanted by an installer image, and which runs. Pure. */
import { parseImageReference } from "../../framework/formats/image-reference";

/** What runs, or is wanted. */
export interface SystemImage {
  /** With `v`; undefined where it cannot be told. */
  readonly version: string | undefined;
  /** 64 hexadecimal digits; undefined where it cannot be told. */
  readonly schematicId: string | undefined;
}

const SCHEMATIC = /(?:^|\/)([0-9a-f]{64})$/;
const VERSION = /^v\d+\.\d+\.\d+/;

/** What an installer image brings, e.g. `factory.talos.dev/hcloud-installer/<schematic>:v1.13.9`. */
export function systemOfImage(image: string): SystemImage {
  const read = parseImageReference(image);
  if (!read.ok) return { version: undefined, schematicId: undefined };
  const { repository, tag } = read.value;
  return {
    version: tag !== undefined && VERSION.test(tag) ? tag : undefined,
    schematicId: SCHEMATIC.exec(repository)?.[1],
  };
}

/** What differs between what runs and what an image brings, as sentences. */
export function systemDrift(
  running: { readonly version: string; readonly schematicId: string | null },
  image: string | null,
): readonly string[] {
  if (image === null) return [];
  const { version, schematicId } = systemOfImage(image);
  return [
    ...(version === undefined || version === running.version
      ? []
      : [`talos version: ${running.version} runs, ${version} wanted`]),
    ...(schematicId === undefined || running.schematicId === null || schematicId === running.schematicId
      ? []
      : [`schematic: ${running.schematicId} runs, ${schematicId} wanted`]),
  ];
}

/** Minor version of `v1.13.9`: 13; `fallback` where it is no version. */
export function minorOf(version: string | null, fallback: number): number {
  const minor = Number(/^v?1\.(\d+)/.exec(version ?? "")?.[1]);
  return Number.isInteger(minor) ? minor : fallback;
}
