import type { Attributes } from "./attribute";
import type { Validator } from "./validator";

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
