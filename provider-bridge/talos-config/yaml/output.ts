/** A floating-point number; plain numbers are integers, which YAML and Talos tell apart. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A scalar that is written exactly so, without quotes (`0o600`). */
export class RawScalar {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * A string that Talos writes through a YAML node of its own (arguments of Kubernetes components): there
 * YAML 1.1's old booleans (`yes`, `off`) get no quotes.
 */
export class NodeText {
  readonly nodeText: string;

  constructor(text: string) {
    this.nodeText = text;
  }
}

/** A key; a raw one is written without quotes (`1`). */
export type YamlKey = string | RawScalar;

/** What can be written: maps keep the order of their keys. */
export type YamlOutput =
  | string
  | number
  | bigint
  | boolean
  | null
  | Float
  | RawScalar
  | NodeText
  | YamlOutput[]
  | Map<YamlKey, YamlOutput>;
