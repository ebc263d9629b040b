import { ROOT } from "../values/path";
import type { Attribute, AttributeMode, AttributeOptions, AttributeTraits, PlainShape } from "./attribute";
import type { Flag, Legal, ModeOf, ModeOptions } from "./mode-options";
import type { KnownOf, ValueType } from "./value-type";

/**
 * An attribute of a plain type: `attribute(types.string, { required: true, description: "Name of the server." })`.
 *
 * @throws TypeError when the options contradict one another, at the start of the process, not in front of a user.
 */
export function attribute<
  T extends ValueType,
  R extends Flag = undefined,
  O extends Flag = undefined,
  C extends Flag = undefined,
  W extends Flag = undefined,
  D extends KnownOf<T> | undefined = undefined,
>(
  type: T,
  options: AttributeTraits<NoInfer<T>> & ModeOptions<R, O, C, W, D>,
  ...legal: Legal<ModeOf<R, O, C, W, D>>
): Attribute<PlainShape<T>, ModeOf<R, O, C, W, D>>;
export function attribute(type: ValueType, options: AttributeOptions): Attribute {
  return {
    shape: { kind: "plain", type },
    mode: modeOf(options),
    ...attributeTraits(options),
    default: options.default === undefined ? undefined : type.toValue(options.default, ROOT),
  };
}

/** What plain and nested attributes have in common. */
export function attributeTraits(options: AttributeTraits): Omit<Attribute, "shape" | "mode" | "default"> {
  return {
    description: options.description,
    sensitive: options.sensitive === true,
    deprecated: options.deprecated,
    validators: options.validators ?? [],
    planModifiers: options.planModifiers ?? [],
    semantics: options.semantics,
  };
}

/**
 * The mode that the options say.
 *
 * @throws TypeError when Terraform would refuse the combination.
 */
export function modeOf(options: AttributeOptions): AttributeMode {
  const { required, optional, computed, writeOnly } = options;
  if (required && (optional || computed || options.default !== undefined)) {
    throw new TypeError("Cannot declare an attribute as required and also optional, computed or with a default");
  }
  if (writeOnly) {
    if (computed || options.default !== undefined) {
      throw new TypeError("Cannot declare a write-only attribute as computed or with a default: it is never stored");
    }
    return required ? "write-only-required" : "write-only-optional";
  }
  if (required) return "required";
  if (options.default !== undefined) return "defaulted";
  if (optional) return computed ? "optional-computed" : "optional";
  if (computed) return "computed";
  throw new TypeError("Cannot declare an attribute that is neither required, optional nor computed");
}
