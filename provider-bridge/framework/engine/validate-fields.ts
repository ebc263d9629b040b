import { Diagnostics } from "../diagnostics/diagnostic";
import { isWriteOnly } from "../plan/mode";
import type { Attribute, Nesting } from "../schema/attribute";
import type { Block } from "../schema/block";
import { attributeNative, collectionNative } from "../schema/native";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import type { Validator } from "../schema/validator";
import { attributePath, indexPath, keyPath, type Path, pathText } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import { refusals } from "./refusals";
import { thrownText } from "./thrown";

/** How a configuration is checked. */
export interface ValidateOptions {
  readonly diagnostics: Diagnostics;
  /** Whether Terraform keeps write-only values out of the state (1.11 and newer). */
  readonly writeOnlyAttributesAllowed: boolean;
  /** Called for a value that the author's code cannot be handed. */
  readonly refused: () => void;
}

interface Place {
  readonly path: Path;
  /** Whether the attribute, or one it stands in, is sensitive. */
  readonly sensitive: boolean;
}

/** Checks a configured object: what types refuse, validators, deprecations, read-only and write-only attributes. */
export function validateFields(fields: Fields, config: Value, place: Place, options: ValidateOptions): void {
  if (!(config instanceof Map)) return;
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    const at = { path: attributePath(place.path, name), sensitive: place.sensitive || attribute.sensitive };
    validateAttribute(attribute, config.get(name) ?? null, at, options);
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    const at = { path: attributePath(place.path, name), sensitive: place.sensitive };
    validateBlock(block, config.get(name) ?? null, at, options);
  }
}

function validateAttribute(attribute: Attribute, value: Value, place: Place, options: ValidateOptions): void {
  if (value === null) return;
  const { diagnostics } = options;
  if (attribute.mode === "computed") {
    diagnostics.error(
      "Invalid Configuration for Read-Only Attribute",
      `"${pathText(place.path)}" is set by the provider alone. Remove it from the configuration.`,
      place.path,
    );
    return;
  }
  if (isWriteOnly(attribute) && !options.writeOnlyAttributesAllowed) {
    diagnostics.error(
      "Write-only attribute not allowed",
      `"${pathText(place.path)}" is write-only, which this version of Terraform does not know: it would store the value. Use Terraform 1.11 (OpenTofu 1.11) or newer, or leave the attribute out.`,
      place.path,
    );
  }
  if (isUnknown(value)) return;
  if (attribute.deprecated !== undefined) {
    diagnostics.warning("Attribute Deprecated", attribute.deprecated, place.path);
  }
  validateShape(attribute, value, place, options);
}

function validateShape(attribute: Attribute, value: Value, place: Place, options: ValidateOptions): void {
  const { shape, validators } = attribute;
  if (shape.kind === "plain") {
    const refused = refusals(shape.type, value, place.path);
    for (const { summary, detail, path } of refused) {
      const hidden = `"${pathText(path)}" does not fit; its value is sensitive and not shown.`;
      options.diagnostics.error(summary, place.sensitive ? hidden : detail, path);
      options.refused();
    }
    if (refused.length === 0) runValidators(validators, () => attributeNative(attribute, value), place, options);
    return;
  }
  validateNested({ validators, nesting: shape.nesting, fields: nestedFields(shape.attributes) }, value, place, options);
}

interface Nested {
  readonly validators: readonly Validator[];
  readonly nesting: Nesting;
  readonly fields: Fields;
}

/** What is wrong with the whole is told before what is wrong inside; the whole is not looked at where it does not fit. */
function validateNested(
  { validators, nesting, fields }: Nested,
  value: Value,
  place: Place,
  options: ValidateOptions,
): void {
  const inside = new Diagnostics();
  let fits = true;
  const refused = (): void => {
    fits = false;
    options.refused();
  };
  validateObjects(nesting, fields, value, place, { ...options, diagnostics: inside, refused });
  if (fits) runValidators(validators, () => collectionNative(nesting, fields, value), place, options);
  options.diagnostics.add(...inside.list);
}

function validateBlock(block: Block, value: Value, place: Place, options: ValidateOptions): void {
  if (value === null || isUnknown(value)) return;
  const written = !Array.isArray(value) || value.length > 0;
  if (block.deprecated !== undefined && written) {
    options.diagnostics.warning("Block Deprecated", block.deprecated, place.path);
  }
  validateNested({ validators: block.validators, nesting: block.nesting, fields: block }, value, place, options);
}

function validateObjects(nesting: string, fields: Fields, value: Value, place: Place, options: ValidateOptions): void {
  if (nesting === "single") {
    validateFields(fields, value, place, options);
  } else if (value instanceof Map) {
    for (const [key, item] of value)
      validateElement(fields, item, { ...place, path: keyPath(place.path, key) }, options);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const path = nesting === "set" ? place.path : indexPath(place.path, index);
      validateElement(fields, item, { ...place, path }, options);
    }
  }
}

function validateElement(fields: Fields, value: Value, place: Place, options: ValidateOptions): void {
  if (value !== null) {
    validateFields(fields, value, place, options);
    return;
  }
  const detail = `"${pathText(place.path)}" is null. Every element must be an object; leave out those that have none.`;
  options.diagnostics.error("Null element", detail, place.path);
  options.refused();
}

function runValidators(
  validators: readonly Validator[],
  native: () => unknown,
  place: Place,
  options: ValidateOptions,
): void {
  if (validators.length === 0) return;
  const value = native();
  for (const validator of validators) runValidator(validator, value, place, options.diagnostics);
}

function runValidator(validator: Validator, value: unknown, place: Place, diagnostics: Diagnostics): void {
  try {
    validator.validate({ value, ...place, diagnostics });
  } catch (thrown) {
    const name = pathText(place.path);
    const story = `The validator "${validator.description}" of "${name}" failed. This is a bug of the provider; please report it.`;
    diagnostics.error("Validator failed", place.sensitive ? story : `${story}\n${thrownText(thrown)}`, place.path);
  }
}
