/** What an installer's reference says it would install. */

/** A reference, read. */
export interface InstallerReference {
  /** With `v`. */
  readonly version: string;
  /** 64 hexadecimal digits; undefined for the official installer, which has no extensions. */
  readonly schematicId: string | undefined;
  /** "hcloud", or "metal" for installers that name no platform. */
  readonly platform: string;
  readonly isSecureBoot: boolean;
}

/**
 * Reads "factory.talos.dev/hcloud-installer/<schematic>:v1.13.9", "…/installer/…", "ghcr.io/siderolabs/installer:v1.9.6",
 * each with or without a digest behind. Undefined for anything else: no such image can be pulled.
 */
export function readInstallerReference(reference: string): InstallerReference | undefined {
  const [withoutDigest = ""] = reference.split("@");
  const factory = /^[^/]+\/(?:([a-z0-9]+)-)?installer(-secureboot)?\/([0-9a-f]{64}):(v\d+\.\d+\.\d+\S*)$/.exec(
    withoutDigest,
  );
  if (factory !== null) {
    const [, platform = "metal", secureBoot, schematicId, version = ""] = factory;
    return { version, schematicId, platform, isSecureBoot: secureBoot !== undefined };
  }
  const official = /^ghcr\.io\/siderolabs\/installer:(v\d+\.\d+\.\d+\S*)$/.exec(withoutDigest);
  if (official === null) return undefined;
  return { version: official[1] ?? "", schematicId: undefined, platform: "metal", isSecureBoot: false };
}
