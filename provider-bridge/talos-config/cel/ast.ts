/** A parsed CEL expression; `at` is the offset in the text, for messages. */
export type CelNode =
  | { readonly kind: "literal"; readonly type: string; readonly at: number }
  | { readonly kind: "ident"; readonly name: string; readonly at: number }
  | {
      readonly kind: "select";
      readonly operand: CelNode;
      readonly field: string;
      readonly optional: boolean;
      readonly at: number;
    }
  | { readonly kind: "index"; readonly operand: CelNode; readonly index: CelNode; readonly at: number }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly target: CelNode | undefined;
      readonly args: readonly CelNode[];
      readonly at: number;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: CelNode; readonly at: number }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: CelNode;
      readonly right: CelNode;
      readonly at: number;
    }
  | {
      readonly kind: "conditional";
      readonly condition: CelNode;
      readonly yes: CelNode;
      readonly no: CelNode;
      readonly at: number;
    }
  | { readonly kind: "list"; readonly items: readonly CelNode[]; readonly at: number }
  | { readonly kind: "map"; readonly entries: readonly (readonly [CelNode, CelNode])[]; readonly at: number };

/** An expression that is not CEL, or whose types do not fit. */
export class CelError extends Error {
  override readonly name = "CelError";
  readonly at: number;

  constructor(problem: string, at: number) {
    super(problem);
    this.at = at;
  }
}
