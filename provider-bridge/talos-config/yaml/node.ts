/** How a scalar was written; anything but plain is a string unless it carries a tag. */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A place in the text, both counted from 1. */
export interface Mark {
  readonly line: number;
  readonly column: number;
}

interface NodeBase extends Mark {
  /** Short tag (`!!str`) when one is written; empty when the value decides. */
  readonly tag: string;
}

/** A scalar as written, before its type is resolved. */
export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string;
  readonly style: ScalarStyle;
}

/** A list. */
export interface SequenceNode extends NodeBase {
  readonly kind: "sequence";
  readonly items: YamlNode[];
}

/** One key and its value, in the order of the text; keys may repeat. */
export interface MappingEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** A mapping. */
export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly entries: MappingEntry[];
}

/** `*name`: the same node again. */
export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
  readonly target: YamlNode;
}

/** What a document is made of. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;
