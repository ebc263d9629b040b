/** What the factory answers to each request: pure look-ups and builds, no sockets (those are in http-server.ts). */
import { createHash } from "node:crypto";
import { encodeGzip, encodeXz, encodeZstd } from "../compression";
import { type Artifact, ArtifactNameError, parseArtifactName } from "./artifact-name";
import { officialExtensions, talosVersions } from "./catalogue";
import { buildDiskImage } from "./disk-image";
import { parseSchematic, type Schematic } from "./schematic";

/** Settings of a factory. */
export interface ImageFactoryOptions {
  /** Length of an unpacked image: a multiple of 1 MiB from 2 MiB up. Default 4 MiB. (A real one has 4.15 GiB.) */
  rawBytes?: number;
  /** Talos versions on offer, with `v`. Default: the catalogue's. */
  versions?: readonly string[];
  /** Answer `<file>.sha256` and `.sha512`. The public factory does (402) only in its paid edition. Default true. */
  checksums?: boolean;
  /** Canonical text by id of schematics taken in before; those to come are added. Default: a map of its own. */
  kept?: Record<string, string>;
}

/** A refusal, in the factory's words. */
export class FactoryError extends Error {
  override readonly name = "FactoryError";
  readonly status: 400 | 402 | 404 | 500 | 501;

  constructor(status: FactoryError["status"], message: string) {
    super(message);
    this.status = status;
  }
}

/** A built file. */
export interface BuiltFile {
  name: string;
  bytes: Buffer;
  /** SHA-256 of the bytes, hexadecimal. */
  sha256: string;
}

const defaultRawBytes = 4 * 1024 * 1024;
/** Built files are kept up to this many bytes in all, the least recently asked for going first. */
const cacheBytes = 24 * 1024 * 1024;
const encoders = { "": Buffer.from, xz: encodeXz, zst: encodeZstd, gz: encodeGzip } as const;

/** A factory: its schematics, and the files it built. */
export class ImageFactory {
  readonly versions: readonly string[];
  readonly checksums: boolean;
  readonly #rawBytes: number;
  readonly #schematics = new Map<string, Schematic>();
  readonly #kept: Record<string, string>;
  readonly #built = new Map<string, BuiltFile>();

  constructor(options: ImageFactoryOptions = {}) {
    this.versions = options.versions ?? talosVersions;
    this.checksums = options.checksums ?? true;
    this.#rawBytes = options.rawBytes ?? defaultRawBytes;
    this.#kept = options.kept ?? {};
    for (const yaml of Object.values(this.#kept)) this.addSchematic(yaml);
    this.addSchematic("customization: {}");
  }

  /**
   * Takes a schematic (YAML or JSON) in.
   * @throws SchematicError when it is refused.
   */
  addSchematic(text: string): Schematic {
    const schematic = parseSchematic(text);
    this.#schematics.set(schematic.id, schematic);
    this.#kept[schematic.id] = schematic.yaml;
    return schematic;
  }

  /**
   * A schematic that was taken in.
   * @throws FactoryError 404.
   */
  schematic(id: string): Schematic {
    const schematic = this.#schematics.get(id);
    if (schematic === undefined) throw new FactoryError(404, `schematic ID "${id}" not found`);
    return schematic;
  }

  /**
   * The version with its `v`, when it is on offer.
   * @throws FactoryError 404, or 500 for what is no version, as the real one answers.
   */
  version(text: string): string {
    const version = text.startsWith("v") ? text : `v${text}`;
    if (!/^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) throw new FactoryError(500, "internal server error");
    if (!this.versions.includes(version)) {
      throw new FactoryError(404, `version ${version.slice(1)} is not available`);
    }
    return version;
  }

  /**
   * Builds a file of a schematic and a version, or takes it from the cache.
   * @throws FactoryError as the real one refuses.
   */
  build(schematicId: string, versionText: string, name: string): BuiltFile {
    const schematic = this.schematic(schematicId);
    const talosVersion = this.version(versionText);
    const artifact = artifactOf(name);
    refuseUnknownExtensions(schematic, talosVersion);
    const key = [schematicId, talosVersion, name].join("/");
    const kept = this.#built.get(key);
    if (kept !== undefined) {
      this.#built.delete(key);
      this.#built.set(key, kept);
      return kept;
    }
    const bytes = this.#bytes(schematic, talosVersion, artifact);
    const file: BuiltFile = { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
    this.#built.set(key, file);
    this.#forget();
    return file;
  }

  #bytes(schematic: Schematic, talosVersion: string, artifact: Artifact): Buffer {
    if (artifact.kind === "cmdline") return Buffer.from(cmdline(schematic, artifact.platform));
    const raw = buildDiskImage({ schematic, talosVersion, artifact, rawBytes: this.#rawBytes });
    return encoders[artifact.compression](raw);
  }

  #forget(): void {
    let total = [...this.#built.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    for (const [key, file] of this.#built) {
      if (total <= cacheBytes || this.#built.size === 1) return;
      this.#built.delete(key);
      total -= file.bytes.length;
    }
  }
}

function artifactOf(name: string): Artifact {
  try {
    return parseArtifactName(name);
  } catch (error) {
    if (!(error instanceof ArtifactNameError)) throw error;
    throw new FactoryError(error.status, `error parsing profile from path: ${error.message}`);
  }
}

function refuseUnknownExtensions(schematic: Schematic, talosVersion: string): void {
  const known = new Set(officialExtensions(talosVersion).map((extension) => extension.name));
  const unknown = schematic.officialExtensions.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const sentence = `official extension "${unknown}" is not available for Talos version ${talosVersion}`;
  throw new FactoryError(400, `error enhancing profile from schematic: ${sentence}`);
}

/** Kernel arguments of a platform, then those of the schematic. */
function cmdline(schematic: Schematic, platform: string): string {
  const own = platform === "hcloud" ? ["console=tty1", "console=ttyS0", "net.ifnames=0"] : ["console=tty0"];
  const common = ["init_on_alloc=1", "slab_nomerge=", "pti=on", "consoleblank=0", "nvme_core.io_timeout=4294967295"];
  const last = ["printk.devkmsg=on", "selinux=1"];
  return [`talos.platform=${platform}`, ...own, ...common, ...last, ...schematic.extraKernelArgs].join(" ");
}
