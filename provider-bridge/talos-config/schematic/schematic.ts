/** The id that the Image Factory gives to a schematic, computed without asking it. */
import { createHash } from "node:crypto";
import { readDocuments, writeDocument, YamlError } from "../yaml";
import { type Kind, SchematicError, SchematicReader, type Struct } from "./read";

export { SchematicError } from "./read";

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

/**
 * What a schematic may hold, in the order in which the Image Factory writes it: the order is part of the id.
 * Source: siderolabs/image-factory, pkg/schematic.
 */
const SCHEMATIC: Struct = {
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

/** More than any schematic needs; the factory's own limit for a request is about as much. */
const MAX_CHARACTERS = 1_000_000;

/**
 * The canonical YAML of a schematic: fields in the factory's order, four columns, empty values left out.
 *
 * @throws SchematicError for text that is no YAML, unknown fields and values of the wrong kind.
 */
export function canonicalSchematic(text: string): string {
  if (text.length > MAX_CHARACTERS) {
    throw new SchematicError(`Cannot read the schematic: it has more than ${MAX_CHARACTERS} characters`);
  }
  return writeDocument(new SchematicReader().struct(SCHEMATIC, onlyDocument(text), ""));
}

/** A schematic in the form that the Image Factory stores, and its id. */
export interface Schematic {
  readonly canonical: string;
  /** SHA-256 of the canonical form: 64 hexadecimal digits. */
  readonly id: string;
}

/** Reads a schematic given as YAML or JSON and computes its id. @throws SchematicError as above. */
export function schematicOf(text: string): Schematic {
  const canonical = canonicalSchematic(text);
  return { canonical, id: createHash("sha256").update(canonical, "utf8").digest("hex") };
}

/** The id of a schematic of extensions and kernel arguments, in their order. */
export function schematicIdOf(parts: {
  readonly extensions?: readonly string[];
  readonly kernelArgs?: readonly string[];
}): string {
  const { extensions: officialExtensions = [], kernelArgs: extraKernelArgs = [] } = parts;
  return schematicOf(JSON.stringify({ customization: { extraKernelArgs, systemExtensions: { officialExtensions } } }))
    .id;
}

function onlyDocument(text: string) {
  try {
    const [document] = readDocuments(text);
    if (document === undefined) throw new SchematicError("Cannot read the schematic: it is empty");
    return document;
  } catch (error) {
    if (error instanceof YamlError) throw new SchematicError(error.message, { cause: error });
    throw error;
  }
}
