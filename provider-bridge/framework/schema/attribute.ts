/**
 * Attributes as data: what one is, who may set it, how it is checked and planned.
 * Here belongs the declaration; never the engine that acts on it.
 */
import type { Value } from "../values/value";
import type { ModeOptions } from "./mode-options";
import type { PlanModifier } from "./plan-modifier";
import type { Semantics } from "./semantics";
import type { Validator } from "./validator";
import type { KnownOf, ValueType } from "./value-type";

/**
 * Who sets an attribute:
 * `required` and `optional`: the configuration; `computed`: the provider; `optional-computed`: the configuration,
 * else the provider; `defaulted`: the configuration, else a default;
 * `write-only-…`: the configuration, and its value is never stored.
 */
export type AttributeMode =
  | "required"
  | "optional"
  | "computed"
  | "optional-computed"
  | "defaulted"
  | "write-only-required"
  | "write-only-optional";

/** How nested objects are held together. */
export type Nesting = "single" | "list" | "set" | "map";

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** A plain shape: the value is of one type. */
export interface PlainShape<T extends ValueType = ValueType> {
  readonly kind: "plain";
  readonly type: T;
}

/** A nested shape: objects whose attributes have modes, validators and plan modifiers of their own. */
export interface NestedShape<A extends Attributes = Attributes, N extends Nesting = Nesting> {
  readonly kind: "nested";
  readonly nesting: N;
  readonly attributes: A;
}

/** What an attribute holds. */
export type Shape = PlainShape | NestedShape;

/** One attribute. Made by the builders of this folder, read by the engine, the protocol and the docs generator. */
export interface Attribute<S extends Shape = Shape, M extends AttributeMode = AttributeMode> {
  readonly shape: S;
  readonly mode: M;
  /** Markdown, one sentence or more, ending with what is allowed and the default. */
  readonly description: string;
  readonly sensitive: boolean;
  /** What to use instead, where the attribute is deprecated. */
  readonly deprecated: string | undefined;
  /** The value that stands where the configuration has null (mode `defaulted` only). */
  readonly default: Value | undefined;
  readonly validators: readonly Validator[];
  readonly planModifiers: readonly PlanModifier[];
  readonly semantics: Semantics | undefined;
}

/** What an author says of an attribute, whatever its type and whoever sets it. */
export interface AttributeTraits<T extends ValueType = ValueType> {
  /** Markdown, one sentence or more. */
  readonly description: string;
  /** Whether Terraform hides its value. @default false */
  readonly sensitive?: true;
  /** What to use instead. @default not deprecated */
  readonly deprecated?: string;
  /** What a configured value must fulfil, all of it. @default any value of the type */
  readonly validators?: readonly Validator<T>[];
  /** What changes its plan, in this order. @default none */
  readonly planModifiers?: readonly PlanModifier<T>[];
  /** When two spellings mean the same. @default only when they are the same */
  readonly semantics?: Semantics<T>;
}

/** All that an author can say of an attribute. */
export interface AttributeOptions<T extends ValueType = ValueType> extends AttributeTraits<T>, ModeOptions {
  /** @default no default: null stays null */
  readonly default?: KnownOf<T>;
}
