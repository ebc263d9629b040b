/**
 * What a schematic may hold, in the order in which the Image Factory writes it: the order is part of the id.
 * Source: siderolabs/image-factory, pkg/schematic.
 */

/** The kind of one value. */
export type Kind =
  | { readonly is: "text" }
  | { readonly is: "flag" }
  | { readonly is: "whole"; readonly max: number }
  | { readonly is: "choice"; readonly of: readonly string[] }
  | { readonly is: "anything" }
  | { readonly is: "list"; readonly of: Kind }
  | Struct;

/** Fields in their order; one that is empty is left out, unless it is always written. */
export interface Struct {
  readonly is: "struct";
  readonly fields: Readonly<Record<string, Kind>>;
  readonly always?: readonly string[];
}

const text: Kind = { is: "text" };
const texts: Kind = { is: "list", of: text };

const meta: Struct = {
  is: "struct",
  fields: { key: { is: "whole", max: 255 }, value: text },
  always: ["key", "value"],
};

const customization: Struct = {
  is: "struct",
  fields: {
    embeddedMachineConfiguration: text,
    extraKernelArgs: texts,
    meta: { is: "list", of: meta },
    systemExtensions: { is: "struct", fields: { officialExtensions: texts } },
    bootloader: { is: "choice", of: ["none", "dual-boot", "sd-boot", "grub"] },
    secureboot: { is: "struct", fields: { enrollKeys: text, includeWellKnownCertificates: { is: "flag" } } },
    diskImage: { is: "struct", fields: { sectorSize: { is: "whole", max: Number.MAX_SAFE_INTEGER } } },
  },
};

/** A whole schematic. */
export const SCHEMATIC: Struct = {
  is: "struct",
  fields: {
    overlay: {
      is: "struct",
      fields: { image: text, name: text, options: { is: "anything" } },
      always: ["image", "name"],
    },
    customization,
  },
  always: ["customization"],
};
