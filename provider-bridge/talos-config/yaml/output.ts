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
  | YamlOutput[]
  | Map<YamlKey, YamlOutput>;
