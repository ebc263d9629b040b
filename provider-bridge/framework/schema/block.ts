import type { Attributes } from "./attribute";
import type { ConfigFields, StateFields } from "./infer";
import type { Validator } from "./validator";
import type { ValueType } from "./value-type";

/** How blocks of one name are held together. */
export type BlockNesting = "single" | "list" | "set";

/** Blocks by name. */
export type Blocks = Readonly<Record<string, Block>>;

/** A block: objects written without `=`. New schemas prefer nested attributes; blocks are for what users know as blocks. */
export interface Block<
  A extends Attributes = Attributes,
  B extends Blocks = Blocks,
  N extends BlockNesting = BlockNesting,
> {
  readonly nesting: N;
  readonly attributes: A;
  readonly blocks: B;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly validators: readonly Validator[];
}

type Held<T, N extends BlockNesting> = N extends "single" ? T : readonly T[];

/** What an author says of a block. */
export interface BlockOptions<A extends Attributes, B extends Blocks, N extends BlockNesting> {
  readonly description: string;
  readonly attributes?: A;
  readonly blocks?: B;
  readonly deprecated?: string;
  readonly validators?: readonly Validator<ValueType<Held<StateFields<A, B>, N>, Held<ConfigFields<A, B>, N>>>[];
}

type None = Readonly<Record<never, never>>;

function make<N extends BlockNesting>(nesting: N) {
  return <const A extends Attributes = None, const B extends Blocks = None>(
    options: BlockOptions<A, B, N>,
  ): Block<A, B, N> => makeBlock<A, B, N>(nesting, options);
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
