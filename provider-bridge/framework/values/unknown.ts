import type { NumberValue } from "./decimal";

/** One end of a range of numbers. */
export interface NumberBound {
  readonly value: NumberValue;
  readonly inclusive: boolean;
}

/** What is known about a value that is not known yet (cty's refinements); an absent key says nothing. */
export interface Refinement {
  readonly notNull?: true;
  readonly prefix?: string;
  readonly min?: NumberBound;
  readonly max?: NumberBound;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A value that becomes known during apply. */
export class Unknown {
  /** What is known already, or undefined. An empty object differs from undefined only for Terraform's raw equality. */
  readonly refinement: Refinement | undefined;

  constructor(refinement?: Refinement) {
    this.refinement = refinement;
  }
}

/** The unknown of which nothing is known. */
export const UNKNOWN = new Unknown();

/** Narrows to {@link Unknown}; the one way to ask, for authors and engine alike. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
