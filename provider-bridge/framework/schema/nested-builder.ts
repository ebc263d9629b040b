import { ROOT } from "../values/path";
import type {
  Attribute,
  AttributeMode,
  AttributeOptions,
  Attributes,
  AttributeTraits,
  NestedShape,
  Nesting,
} from "./attribute";
import { attributeTraits, modeOf } from "./attribute-builder";
import { attributesType, nestingType } from "./cty-type";
import type { ConfigObject, StateObject } from "./infer";
import type { Flag, Legal, ModeOf, ModeOptions } from "./mode-options";
import { collectionNative, collectionValue } from "./native";
import { nestedFields } from "./nested-fields";
import type { KnownOf, ValueType } from "./value-type";

type Held<T, N extends Nesting> = N extends "single" ? T : N extends "map" ? Readonly<Record<string, T>> : readonly T[];

/** The type that validators, plan modifiers and defaults of a nested attribute see. */
export type NestedType<A extends Attributes, N extends Nesting> = ValueType<
  Held<StateObject<A>, N>,
  Held<ConfigObject<A>, N>
>;

function nest<N extends Nesting>(nesting: N) {
  return <
    const A extends Attributes,
    R extends Flag = undefined,
    O extends Flag = undefined,
    C extends Flag = undefined,
    W extends Flag = undefined,
    D extends KnownOf<NestedType<A, N>> | undefined = undefined,
  >(
    options: AttributeTraits<NestedType<A, N>> & ModeOptions<R, O, C, W, D> & { readonly attributes: A },
    ..._legal: Legal<ModeOf<R, O, C, W, D>>
  ): Attribute<NestedShape<A, N>, ModeOf<R, O, C, W, D>> =>
    nestedAttribute<A, N, ModeOf<R, O, C, W, D>>(nesting, options);
}

function nestedAttribute<A extends Attributes, N extends Nesting, M extends AttributeMode>(
  nesting: N,
  options: AttributeTraits<NestedType<A, N>> & ModeOptions & { readonly attributes: A },
): Attribute<NestedShape<A, N>, M>;
function nestedAttribute(nesting: Nesting, options: AttributeOptions & { readonly attributes: Attributes }): Attribute {
  const shape: NestedShape = { kind: "nested", nesting, attributes: options.attributes };
  return {
    shape,
    mode: modeOf(options),
    ...attributeTraits(options),
    default: options.default === undefined ? undefined : nestedType(shape).toValue(options.default, ROOT),
  };
}

/** The type of a nested shape, for validators and plan modifiers. */
export function nestedType(shape: NestedShape): ValueType {
  const fields = nestedFields(shape.attributes);
  return {
    cty: nestingType(shape.nesting, attributesType(shape.attributes)),
    label: `Attributes${shape.nesting === "single" ? "" : ` ${shape.nesting}`}`,
    toNative: (value) => collectionNative(shape.nesting, fields, value),
    toValue: (native, path) => collectionValue(shape.nesting, fields, native, path),
  };
}

/** Attributes that hold objects with attributes of their own: `nested.single({ attributes: { … }, optional: true, … })`. */
export const nested = { single: nest("single"), list: nest("list"), set: nest("set"), map: nest("map") } as const;
