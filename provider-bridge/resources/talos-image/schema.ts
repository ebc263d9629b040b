import { driftAttribute } from "../../framework/contract/drift-attribute";
import { type TimeoutDefaults, timeoutsAttribute } from "../../framework/contract/timeouts";
import { keepPriorSpelling, requiresReplace, useStateForUnknown } from "../../framework/plan-modifiers";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { versionSemantics } from "../../framework/semantics";
import {
  eachElement,
  hetznerLabelKey,
  hetznerLabelValue,
  length,
  mapKeys,
  matches,
  oneOf,
  range,
  size,
  unique,
  url,
  version,
  yaml,
} from "../../framework/validators";

/** How long the verbs may take, unless a user says otherwise. */
export const talosImageTimeouts = { createMs: 1_800_000, deleteMs: 300_000 } as const satisfies TimeoutDefaults;

/** GiB: the smallest servers that Hetzner sells have such a disk. */
export const standardMaxDiskGiB = 40;

const identity = {
  talos_version: attribute(types.string, {
    required: true,
    description: "Version of Talos, with or without `v`. A change makes a new image.",
    validators: [version()],
    semantics: versionSemantics,
    planModifiers: [keepPriorSpelling(versionSemantics), requiresReplace()],
  }),
  architecture: attribute(types.string, {
    required: true,
    description: "Processor of the servers. A change makes a new image.",
    validators: [oneOf(["amd64", "arm64"])],
    planModifiers: [requiresReplace()],
  }),
  schematic_id: attribute(types.string, {
    optional: true,
    description:
      "Id of a schematic that the Image Factory knows. At most one of `schematic_id`, `schematic`, `extensions` with `kernel_args`, and `source_url` may be given; with none of them, the image is Talos as it is. Another schematic makes a new image; another way to name the same one does not.",
    validators: [matches(/^[0-9a-f]{64}$/, "the id of a schematic: 64 hexadecimal digits")],
  }),
  schematic: attribute(types.string, {
    optional: true,
    description: "A schematic, as YAML. It is made known to the Image Factory.",
    validators: [yaml()],
  }),
  extensions: attribute(types.list(types.string), {
    optional: true,
    description:
      "Official system extensions, for instance `siderolabs/qemu-guest-agent`. Their order is part of the schematic.",
    validators: [
      unique(),
      eachElement(
        matches(/^[a-z0-9-]+\/[a-z0-9-]+$/, "an extension's full name, for instance `siderolabs/qemu-guest-agent`"),
      ),
    ],
  }),
  kernel_args: attribute(types.list(types.string), {
    optional: true,
    description: "More arguments for the kernel, for instance `console=ttyS0`.",
    validators: [eachElement(length({ min: 1 }))],
  }),
  source_url: attribute(types.string, {
    optional: true,
    description:
      "Where an image of your own is: a raw disk image, as it is (`.raw`, `.img`) or compressed (`.xz`, `.zst`, `.gz`). The temporary server must be able to download it. A change makes a new image.",
    validators: [url()],
    planModifiers: [requiresReplace()],
  }),
} as const;

const hints = {
  server_types: attribute(types.list(types.string), {
    optional: true,
    description:
      "Server types for the temporary server, tried in this order. Default: the cheapest that is in stock and whose disk is at most `max_disk_gib`. A change is taken note of, no more.",
    validators: [size({ min: 1 }), unique()],
  }),
  locations: attribute(types.list(types.string), {
    optional: true,
    description:
      "Locations for the temporary server, tried in this order; the image can be used in all. Default: all. A change is taken note of, no more.",
    validators: [size({ min: 1 }), unique()],
  }),
  max_disk_gib: attribute(types.int32, {
    default: standardMaxDiskGiB,
    description:
      "Largest disk of the temporary server, in GiB: an image only fits servers whose disk is at least as large as that of the server it was made on.",
    validators: [range({ min: 1 })],
  }),
  sha256: attribute(types.string, {
    optional: true,
    description:
      "SHA-256 of what is downloaded, checked before an image is made of it. The Image Factory's public service publishes none.",
    validators: [matches(/^[0-9a-f]{64}$/, "a SHA-256: 64 hexadecimal digits in lower case")],
  }),
  share: attribute(types.bool, {
    default: false,
    description: "Whether an image of the same identity that is in the project already is taken, whoever made it.",
  }),
  keep_on_destroy: attribute(types.bool, {
    optional: true,
    description:
      "Whether the image stays when this resource is destroyed. Default: one that was found stays, one that was made here does not.",
  }),
} as const;

const settings = {
  labels: attribute(types.map(types.string), {
    optional: true,
    description: "More labels for the image.",
    validators: [mapKeys(hetznerLabelKey()), eachElement(hetznerLabelValue())],
  }),
  description: attribute(types.string, {
    optional: true,
    computed: true,
    description: "Description of the image. Default: version, architecture and schematic.",
    validators: [length({ min: 1, max: 255 })],
    planModifiers: [useStateForUnknown()],
  }),
  delete_protection: attribute(types.bool, {
    default: false,
    description: "Whether Hetzner refuses to delete the image.",
  }),
} as const;

const results = {
  id: attribute(types.string, {
    computed: true,
    description: "Id of the snapshot, for `image` of `hcloud_server`.",
    planModifiers: [useStateForUnknown()],
  }),
  image_url: attribute(types.string, {
    computed: true,
    description: "Where the image was downloaded from.",
    planModifiers: [useStateForUnknown()],
  }),
  resolved_schematic_id: attribute(types.string, {
    computed: true,
    description: "Id of the schematic, however it was given; null for an image of your own.",
    planModifiers: [useStateForUnknown()],
  }),
  disk_size_gib: attribute(types.float64, {
    computed: true,
    description: "Smallest disk of a server that can be made from the image, in GiB.",
    planModifiers: [useStateForUnknown()],
  }),
  image_size_gib: attribute(types.float64, {
    computed: true,
    description: "Size that Hetzner bills, in GiB.",
    planModifiers: [useStateForUnknown()],
  }),
  created: attribute(types.string, {
    computed: true,
    description: "When the snapshot was made, as RFC 3339.",
    planModifiers: [useStateForUnknown()],
  }),
  source_sha256: attribute(types.string, {
    computed: true,
    description: "SHA-256 of what was downloaded; null for an image that was found or imported.",
    planModifiers: [useStateForUnknown()],
  }),
  drift: driftAttribute(),
} as const;

/** The schema of `hephaestus_talos_image`. */
export const talosImageSchema = schema({
  description:
    "A Talos disk image as a snapshot in the project: a temporary server in Hetzner's rescue system downloads it from the " +
    "Image Factory (or from a URL of yours), writes it to its disk, and is removed when the snapshot is taken. What a run " +
    "that was killed leaves behind is found by its labels and removed by the next one.",
  attributes: { ...identity, ...hints, ...settings, ...results, timeouts: timeoutsAttribute(talosImageTimeouts) },
});
