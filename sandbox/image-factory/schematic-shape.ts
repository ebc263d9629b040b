/** What a schematic may hold, in the order in which the factory writes it: the order is part of the id. */

/** The kind of a value. */
export type Kind =
  | { type: "text" }
  | { type: "whole"; goType: string; maximum: number }
  | { type: "flag" }
  | { type: "choice"; of: readonly string[] }
  | { type: "any" }
  | { type: "list"; of: Kind; goType: string }
  | { type: "struct"; goType: string; fields: readonly Field[] };

/** A member of a struct. */
export interface Field {
  name: string;
  kind: Kind;
  /** Written even when empty. */
  always?: boolean;
}

const text: Kind = { type: "text" };
const texts: Kind = { type: "list", of: text, goType: "[]string" };

const metaValue: Kind = {
  type: "struct",
  goType: "schematic.MetaValue",
  fields: [
    { name: "key", kind: { type: "whole", goType: "uint8", maximum: 255 }, always: true },
    { name: "value", kind: text, always: true },
  ],
};

const secureBoot: Kind = {
  type: "struct",
  goType: "schematic.SecureBootCustomization",
  fields: [
    { name: "enrollKeys", kind: text },
    { name: "includeWellKnownCertificates", kind: { type: "flag" } },
  ],
};

const customization: Kind = {
  type: "struct",
  goType: "schematic.Customization",
  fields: [
    { name: "embeddedMachineConfiguration", kind: text },
    { name: "extraKernelArgs", kind: texts },
    { name: "meta", kind: { type: "list", of: metaValue, goType: "[]schematic.MetaValue" } },
    {
      name: "systemExtensions",
      kind: {
        type: "struct",
        goType: "schematic.SystemExtensions",
        fields: [{ name: "officialExtensions", kind: texts }],
      },
    },
    { name: "bootloader", kind: { type: "choice", of: ["none", "dual-boot", "sd-boot", "grub"] } },
    { name: "secureboot", kind: secureBoot },
    {
      name: "diskImage",
      kind: {
        type: "struct",
        goType: "schematic.DiskImageCustomization",
        fields: [{ name: "sectorSize", kind: { type: "whole", goType: "uint", maximum: Number.MAX_SAFE_INTEGER } }],
      },
    },
  ],
};

/** The whole schematic. */
export const schematicShape: Kind & { type: "struct" } = {
  type: "struct",
  goType: "schematic.Schematic",
  fields: [
    { name: "owner", kind: text },
    {
      name: "overlay",
      kind: {
        type: "struct",
        goType: "schematic.Overlay",
        fields: [
          { name: "image", kind: text, always: true },
          { name: "name", kind: text, always: true },
          { name: "options", kind: { type: "any" } },
        ],
      },
    },
    { name: "customization", kind: customization, always: true },
  ],
};
