import type { Attribute, Nesting } from "../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../provider-bridge/framework/schema/block";
import { defaultText } from "./default-text";

/** One attribute as a line of the schema section: type, what it is, what is allowed, default, what a change does. */
export function attributeLine(name: string, attribute: Attribute, anchor: string | undefined): string {
  const notes = [typeText(attribute)];
  if (attribute.sensitive) notes.push("Sensitive");
  if (attribute.mode.startsWith("write-only")) notes.push("Write-only");
  if (attribute.deprecated !== undefined) notes.push("Deprecated");
  return listItem(name, notes.join(", "), [
    attribute.description,
    attribute.deprecated === undefined ? "" : `Deprecated: ${sentence(attribute.deprecated)}`,
    allowedText(attribute.validators),
    attribute.default === undefined ? "" : `Default: ${defaultText(attribute.default)}.`,
    ...attribute.planModifiers.map((modifier) => modifier.description),
    attribute.mode === "write-only-optional" || attribute.mode === "write-only-required"
      ? "Never stored in plan or state (needs Terraform 1.11 or OpenTofu 1.11)."
      : "",
    anchor === undefined ? "" : `(see [below for nested schema](#${anchor}))`,
  ]);
}

/** One block as a line of the schema section. */
export function blockLine(name: string, block: Block, anchor: string): string {
  const nesting = { single: "Block", list: "Block List", set: "Block Set" }[block.nesting];
  const notes = block.deprecated === undefined ? nesting : `${nesting}, Deprecated`;
  return listItem(name, notes, [
    block.description,
    block.deprecated === undefined ? "" : `Deprecated: ${sentence(block.deprecated)}`,
    allowedText(block.validators),
    `(see [below for nested schema](#${anchor}))`,
  ]);
}

const NESTED: Readonly<Record<Nesting, string>> = {
  single: "Attributes",
  list: "Attributes List",
  set: "Attributes Set",
  map: "Attributes Map",
};

function typeText({ shape }: Attribute): string {
  return shape.kind === "plain" ? shape.type.label : NESTED[shape.nesting];
}

function allowedText(validators: readonly { readonly description: string }[]): string {
  const phrases = validators.map((validator) => validator.description);
  return phrases.length === 0 ? "" : `Allowed: ${phrases.join("; ")}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function listItem(name: string, notes: string, sentences: readonly string[]): string {
  // One line each: an empty line would end the list.
  const text = sentences
    .filter((part) => part !== "")
    .join(" ")
    .replace(/\s*\n\s*/g, " ");
  return `- \`${name}\` (${notes}) ${text}`.trimEnd();
}
