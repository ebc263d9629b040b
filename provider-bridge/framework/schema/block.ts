import type { Attributes } from "./attribute";
import type { Block, BlockNesting, Blocks } from "./block-type";
import type { ConfigFields, StateFields } from "./infer";
import type { Validator } from "./validator";
import type { ValueType } from "./value-type";

export type { Block, BlockNesting, Blocks };

type Held<T, N extends BlockNesting> = N extends "single" ? T : readonly T[];

/** What an author says of a block. */
export interface BlockOptions<A extends Attributes, B extends Blocks, N extends BlockNesting> {
  readonly description: string;
  /** @default none */
  readonly attributes?: A;
  /** Blocks inside. @default none */
  readonly blocks?: B;
  /** What to use instead. @default not deprecated */
  readonly deprecated?: string;
  /** What all blocks of this name must fulfil together. @default anything */
  readonly validators?: readonly Validator<ValueType<Held<StateFields<A, B>, N>, Held<ConfigFields<A, B>, N>>>[];
}

type None = Readonly<Record<never, never>>;

function make<N extends BlockNesting>(nesting: N) {
  return <const A extends Attributes = None, const B extends Blocks = None>(
    options: BlockOptions<A, B, N>,
    // Without NoInfer, a block without blocks inside would take "any blocks" from the schema that it stands in.
  ): Block<NoInfer<A>, NoInfer<B>, N> => makeBlock<A, B, N>(nesting, options);
}

function makeBlock<A extends Attributes, B extends Blocks, N extends BlockNesting>(
  nesting: N,
  options: BlockOptions<A, B, N>,
): Block<A, B, N>;
function makeBlock(nesting: BlockNesting, options: BlockOptions<Attributes, Blocks, BlockNesting>): Block {
  return {
    nesting,
    attributes: options.attributes ?? {},
    blocks: options.blocks ?? {},
    description: options.description,
    deprecated: options.deprecated,
    validators: options.validators ?? [],
  };
}

/** Blocks by nesting: `block.list({ attributes: { … }, description: "…" })`. */
export const block = { single: make("single"), list: make("list"), set: make("set") } as const;
