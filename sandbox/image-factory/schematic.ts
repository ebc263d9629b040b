/** A schematic: what is asked of the factory beyond plain Talos, and the id that stands for it. */
import { createHash } from "node:crypto";
import { schematicShape } from "./schematic-shape";
import { readShape, SchematicError, type Value, writeStruct } from "./schematic-value";

export { SchematicError };

/** A schematic in canonical form. */
export interface Schematic {
  /** 64 hexadecimal digits: SHA-256 of `yaml`. */
  id: string;
  /** Canonical YAML: fixed order, four spaces, empty values left out. */
  yaml: string;
  /** Names as given, in the order given, as in "siderolabs/qemu-guest-agent". */
  officialExtensions: readonly string[];
  /** Kernel arguments beyond Talos's own. */
  extraKernelArgs: readonly string[];
}

/**
 * Reads YAML or JSON as the factory does.
 * @throws SchematicError with the factory's answer when it is refused (unknown field, wrong type, no YAML).
 */
export function parseSchematic(text: string): Schematic {
  const value = readShape(text, schematicShape);
  if (!(value instanceof Map))
    throw new SchematicError("yaml: unmarshal errors:\n  line 1: cannot unmarshal into schematic.Schematic");
  if (value.has("owner") && value.get("owner") !== "") {
    throw new SchematicError("owner field is only supported in Enterprise edition");
  }
  const yaml = `${writeStruct(value, schematicShape.fields, 0).join("\n")}\n`;
  const customization = member(value, "customization");
  return {
    id: createHash("sha256").update(yaml).digest("hex"),
    yaml,
    officialExtensions: texts(member(member(customization, "systemExtensions"), "officialExtensions")),
    extraKernelArgs: texts(member(customization, "extraKernelArgs")),
  };
}

function member(value: Value | undefined, name: string): Value | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
