import type { Attributes } from "./attribute";
import type { Block, Blocks } from "./block";
import type { ConfigFields, KnownConfigFields, PlanFields, PlannedFields, StateFields } from "./infer";

/** What a resource, data source, ephemeral resource or provider takes and gives. */
export interface Schema<A extends Attributes = Attributes, B extends Blocks = Blocks> {
  /** Counts up whenever stored state changes its form; each older version then needs an upgrader. */
  readonly version: number;
  /** Markdown: what it is, for the first line of its documentation. */
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly attributes: A;
  readonly blocks: B;
}

/** What an author says of a schema. */
export interface SchemaOptions<A extends Attributes, B extends Blocks> {
  readonly description: string;
  /** @default 0 */
  readonly version?: number;
  /** What to use instead. @default not deprecated */
  readonly deprecated?: string;
  readonly attributes: A;
  /** @default none */
  readonly blocks?: B;
}

type None = Readonly<Record<never, never>>;

/** A schema from which the types of configuration, plan and state are inferred. */
export function schema<const A extends Attributes, const B extends Blocks = None>(
  options: SchemaOptions<A, B>,
): Schema<A, B>;
export function schema(options: SchemaOptions<Attributes, Blocks>): Schema {
  return {
    version: options.version ?? 0,
    description: options.description,
    deprecated: options.deprecated,
    attributes: options.attributes,
    blocks: options.blocks ?? {},
  };
}

/** The attributes and blocks of a schema or block: what an object is made of. */
export interface Fields {
  readonly attributes: Attributes;
  readonly blocks: Readonly<Record<string, Block>>;
}

/** Configuration while planning and validating: anything set may be unknown. */
export type ConfigOf<S> = S extends Schema<infer A, infer B> ? ConfigFields<A, B> : never;

/** Configuration during apply: nothing is unknown. Write-only values are found here and nowhere else. */
export type KnownConfigOf<S> = S extends Schema<infer A, infer B> ? KnownConfigFields<A, B> : never;

/** The plan while it is made: anything may be unknown. */
export type PlanOf<S> = S extends Schema<infer A, infer B> ? PlanFields<A, B> : never;

/** The plan during apply: only what the provider computes may be unknown. */
export type PlannedOf<S> = S extends Schema<infer A, infer B> ? PlannedFields<A, B> : never;

/** Stored state: nothing is unknown, write-only attributes are null. */
export type StateOf<S> = S extends Schema<infer A, infer B> ? StateFields<A, B> : never;
