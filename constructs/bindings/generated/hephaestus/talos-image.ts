/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface TalosImageTimeoutsValue {
  /** How long create may take, for instance "90s" or "1h30m". Default: 30m. */
  readonly create?: string | undefined;
  /** How long delete may take, for instance "90s" or "1h30m". Default: 5m. */
  readonly delete?: string | undefined;
}

export interface TalosImageConfig extends TerraformMetaArguments {
  /** Processor of the servers. A change makes a new image. */
  readonly architecture: string;
  /** Whether Hetzner refuses to delete the image. */
  readonly deleteProtection?: boolean | IResolvable | undefined;
  /** Description of the image. Default: version, architecture and schematic. */
  readonly description?: string | undefined;
  /** Official system extensions, for instance `siderolabs/qemu-guest-agent`. Their order is part of the schematic. */
  readonly extensions?: readonly string[] | undefined;
  /** Whether the image stays when this resource is destroyed. Default: one that was found stays, one that was made here does not. */
  readonly keepOnDestroy?: boolean | IResolvable | undefined;
  /** More arguments for the kernel, for instance `console=ttyS0`. */
  readonly kernelArgs?: readonly string[] | undefined;
  /** More labels for the image. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Locations for the temporary server, tried in this order; the image can be used in all. Default: all. A change is taken note of, no more. */
  readonly locations?: readonly string[] | undefined;
  /** Largest disk of the temporary server, in GiB: an image only fits servers whose disk is at least as large as that of the server it was made on. */
  readonly maxDiskGib?: number | undefined;
  /** A schematic, as YAML. It is made known to the Image Factory. */
  readonly schematic?: string | undefined;
  /** Id of a schematic that the Image Factory knows. At most one of `schematic_id`, `schematic`, `extensions` with `kernel_args`, and `source_url` may be given; with none of them, the image is Talos as it is. Another schematic makes a new image; another way to name the same one does not. */
  readonly schematicId?: string | undefined;
  /** Server types for the temporary server, tried in this order. Default: the cheapest that is in stock and whose disk is at most `max_disk_gib`. A change is taken note of, no more. */
  readonly serverTypes?: readonly string[] | undefined;
  /** SHA-256 of what is downloaded, checked before an image is made of it. The Image Factory's public service publishes none. */
  readonly sha256?: string | undefined;
  /** Whether an image of the same identity that is in the project already is taken, whoever made it. */
  readonly share?: boolean | IResolvable | undefined;
  /** Where an image of your own is: a raw disk image, as it is (`.raw`, `.img`) or compressed (`.xz`, `.zst`, `.gz`). The temporary server must be able to download it. A change makes a new image. */
  readonly sourceUrl?: string | undefined;
  /** Version of Talos, with or without `v`. A change makes a new image. */
  readonly talosVersion: string;
  /** How long the verbs may take. */
  readonly timeouts?: TalosImageTimeoutsValue | IResolvable | undefined;
}

const fields: Fields = {
  architecture: ["architecture", "string"],
  deleteProtection: ["delete_protection", "boolean"],
  description: ["description", "string"],
  extensions: ["extensions", "stringList"],
  keepOnDestroy: ["keep_on_destroy", "boolean"],
  kernelArgs: ["kernel_args", "stringList"],
  labels: ["labels", "stringMap"],
  locations: ["locations", "stringList"],
  maxDiskGib: ["max_disk_gib", "number"],
  schematic: ["schematic", "string"],
  schematicId: ["schematic_id", "string"],
  serverTypes: ["server_types", "stringList"],
  sha256: ["sha256", "string"],
  share: ["share", "boolean"],
  sourceUrl: ["source_url", "string"],
  talosVersion: ["talos_version", "string"],
  timeouts: ["timeouts", "object", {
    create: ["create", "string"],
    delete: ["delete", "string"],
  }],
};

/** A Talos disk image as a snapshot in the project: a temporary server in Hetzner's rescue system downloads it from the Image Factory (or from a URL of yours), writes it to its disk, and is removed when the snapshot is taken. What a run that was killed leaves behind is found by its labels and removed by the next one. */
export class TalosImage extends ResourceBinding {
  static readonly tfResourceType = "hephaestus_talos_image";

  constructor(scope: Construct, id: string, config: TalosImageConfig) {
    super(scope, id, { name: "hephaestus_talos_image", provider, fields }, config);
  }

  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  get created(): string {
    return this.getStringAttribute("created");
  }

  get deleteProtection(): IResolvable {
    return this.getBooleanAttribute("delete_protection");
  }

  get description(): string {
    return this.getStringAttribute("description");
  }

  get diskSizeGib(): number {
    return this.getNumberAttribute("disk_size_gib");
  }

  get drift(): string[] {
    return this.getListAttribute("drift");
  }

  get extensions(): string[] {
    return this.getListAttribute("extensions");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get imageSizeGib(): number {
    return this.getNumberAttribute("image_size_gib");
  }

  get imageUrl(): string {
    return this.getStringAttribute("image_url");
  }

  get keepOnDestroy(): IResolvable {
    return this.getBooleanAttribute("keep_on_destroy");
  }

  get kernelArgs(): string[] {
    return this.getListAttribute("kernel_args");
  }

  get labels(): Record<string, string> {
    return this.getStringMapAttribute("labels");
  }

  get locations(): string[] {
    return this.getListAttribute("locations");
  }

  get maxDiskGib(): number {
    return this.getNumberAttribute("max_disk_gib");
  }

  get resolvedSchematicId(): string {
    return this.getStringAttribute("resolved_schematic_id");
  }

  get schematic(): string {
    return this.getStringAttribute("schematic");
  }

  get schematicId(): string {
    return this.getStringAttribute("schematic_id");
  }

  get serverTypes(): string[] {
    return this.getListAttribute("server_types");
  }

  get sha256(): string {
    return this.getStringAttribute("sha256");
  }

  get share(): IResolvable {
    return this.getBooleanAttribute("share");
  }

  get sourceSha256(): string {
    return this.getStringAttribute("source_sha256");
  }

  get sourceUrl(): string {
    return this.getStringAttribute("source_url");
  }

  get talosVersion(): string {
    return this.getStringAttribute("talos_version");
  }

  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }
}
