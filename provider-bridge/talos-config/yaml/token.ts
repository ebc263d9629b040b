import type { Mark, ScalarStyle } from "./node";

/** What the scanner tells the composer. */
export type TokenType =
  | "end"
  | "version"
  | "tag-directive"
  | "document-start"
  | "document-end"
  | "block-sequence"
  | "block-mapping"
  | "block-end"
  | "flow-sequence"
  | "flow-sequence-end"
  | "flow-mapping"
  | "flow-mapping-end"
  | "entry"
  | "comma"
  | "key"
  | "value"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

/** One token; `text` is the scalar, the name, the tag suffix or the version, `handle` only for tags. */
export interface Token extends Mark {
  readonly type: TokenType;
  readonly text: string;
  readonly handle: string;
  readonly style: ScalarStyle;
}
