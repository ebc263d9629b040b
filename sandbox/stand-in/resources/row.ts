import type { OperationContext } from "../../../provider-bridge/framework/contract/context";
import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";

/**
 * One check of a whole configuration; it tells what is wrong through `context.diagnostics`. Values may be unknown.
 */
export type Check = (config: ValueMap, context: OperationContext) => void;

/** An attribute that does not fit the others, and what is told of it. */
export interface Misplaced {
  readonly attribute: string;
  readonly summary: string;
  readonly detail: string;
}

/**
 * A resource type as a row of a table: what the published schema does not say of it. Names are attributes of the root, or
 * `block.attribute` where that is said.
 */
export interface Row {
  /** Which of the two SDKs the real provider uses for it: they plan, refuse and import differently. */
  readonly half: "sdk" | "framework";
  /** What stands where the configuration has null; also `block.attribute`. */
  readonly defaults?: Readonly<Record<string, Value>>;
  /** Whose change needs a new resource. */
  readonly replace?: readonly string[];
  /** Framework half: computed attributes that are sure to stay what they are. */
  readonly stays?: readonly string[];
  /** Blocks that are kept, or made by the API, where the configuration has none. */
  readonly computedBlocks?: readonly string[];
  /** Blocks that are kept where the configuration has none any more. */
  readonly keptBlocks?: readonly string[];
  /** How a configured value is stored; also `block.attribute`. */
  readonly normalise?: Readonly<Record<string, (value: Value) => Value>>;
  /** When a configured value is no change of the stored one, beside equality. */
  readonly same?: Readonly<Record<string, (stored: Value, configured: Value) => boolean>>;
  /** Older half: sets that others may add to; what is stored stays in them where the attribute named here is true. */
  readonly shared?: Readonly<Record<string, string>>;
  /** Newer half: what of a stored state contradicts itself, so that the resource must be made again. */
  readonly misplaced?: (state: ValueMap) => Misplaced | undefined;
  /** What is refused before anything is planned. */
  readonly checks?: readonly Check[];
}
