/**
 * The TypeScript types of configuration, plan and state, inferred from attributes and blocks.
 * Types only: nothing of this folder is lighter to read at run time.
 */
import type { Unknown } from "../values/unknown";
import type { Attribute, AttributeMode, Attributes, NestedShape, Nesting, PlainShape, Shape } from "./attribute";
import type { Block, BlockNesting, Blocks } from "./block-type";
import type { KnownOf, MaybeOf } from "./value-type";

type View = "config" | "known-config" | "plan" | "planned" | "state";

/** Whether a view may hold unknowns in what the configuration sets. */
type Open<V extends View> = V extends "config" | "plan" ? Unknown : never;

type Held<T, N extends Nesting> = N extends "single" ? T : N extends "map" ? Readonly<Record<string, T>> : readonly T[];

type Item<S extends Shape, V extends View> =
  S extends PlainShape<infer T>
    ? V extends "config" | "plan"
      ? MaybeOf<T>
      : KnownOf<T>
    : S extends NestedShape<infer A, infer N>
      ? Held<AttributesView<A, V>, N>
      : never;

type ModeView<S extends Shape, M extends AttributeMode, V extends View> = M extends "required"
  ? Item<S, V> | Open<V>
  : M extends "optional"
    ? Item<S, V> | Open<V> | null
    : M extends "defaulted"
      ? Item<S, V> | Open<V> | (V extends "config" | "known-config" ? null : never)
      : M extends "write-only-required"
        ? V extends "config" | "known-config"
          ? Item<S, V> | Open<V>
          : null
        : M extends "write-only-optional"
          ? V extends "config" | "known-config"
            ? Item<S, V> | Open<V> | null
            : null
          : M extends "computed"
            ? V extends "config" | "known-config"
              ? null
              : ComputedView<S, V>
            : V extends "config" | "known-config"
              ? Item<S, V> | Open<V> | null
              : ComputedView<S, V>;

type ComputedView<S extends Shape, V extends View> = V extends "planned" | "plan"
  ? Item<S, "plan"> | Unknown | null
  : Item<S, V> | null;

type AttributeView<X, V extends View> = X extends Attribute<infer S, infer M> ? ModeView<S, M, V> : never;

type AttributesView<A extends Attributes, V extends View> = { readonly [K in keyof A]: AttributeView<A[K], V> };

type BlockView<X, V extends View> =
  X extends Block<infer A, infer B, infer N> ? HeldBlock<FieldsView<A, B, V>, N, V> : never;

type HeldBlock<T, N extends BlockNesting, V extends View> = N extends "single"
  ? T | Open<V> | null
  : readonly T[] | Open<V>;

type BlocksView<B extends Blocks, V extends View> = { readonly [K in keyof B]: BlockView<B[K], V> };

type FieldsView<A extends Attributes, B extends Blocks, V extends View> = AttributesView<A, V> & BlocksView<B, V>;

/** Configuration while planning and validating. */
export type ConfigFields<A extends Attributes, B extends Blocks> = FieldsView<A, B, "config">;

/** Configuration during apply. */
export type KnownConfigFields<A extends Attributes, B extends Blocks> = FieldsView<A, B, "known-config">;

/** The plan while it is made. */
export type PlanFields<A extends Attributes, B extends Blocks> = FieldsView<A, B, "plan">;

/** The plan during apply. */
export type PlannedFields<A extends Attributes, B extends Blocks> = FieldsView<A, B, "planned">;

/** Stored state. */
export type StateFields<A extends Attributes, B extends Blocks> = FieldsView<A, B, "state">;

/** One nested object in a configuration. */
export type ConfigObject<A extends Attributes> = AttributesView<A, "config">;

/** One nested object in stored state. */
export type StateObject<A extends Attributes> = AttributesView<A, "state">;
