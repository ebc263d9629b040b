import type { CtyType } from "../../framework/types/type";
import { numbersEqual } from "../../framework/values/equal";
import { type NumberBound, type Refinement, UNKNOWN, Unknown } from "../../framework/values/unknown";
import type { NumberValue, Value } from "../../framework/values/value";
import { compareNumbers } from "./number-order";

/** A list whose exact length is known becomes a list of unknowns, up to this length; a longer one stays unknown. */
const MAX_KNOWN_LENGTH = 10_000;

/** Collects what is said about one unknown value; contradictions are refused as Terraform would crash on them. */
export class RefinementBuilder {
  readonly #fail: (why: string) => Error;
  #isNull: boolean | undefined;
  #prefix = "";
  #min: NumberBound | undefined;
  #max: NumberBound | undefined;
  #minLength = 0;
  #maxLength = Number.POSITIVE_INFINITY;

  /** `fail` makes the error that is thrown for a contradiction. */
  constructor(fail: (why: string) => Error) {
    this.#fail = fail;
  }

  /** Says that the value will be null, or will not. */
  nullness(isNull: boolean): void {
    if (this.#isNull !== undefined && this.#isNull !== isNull) throw this.#fail("it is said to be null and not null");
    this.#isNull = isNull;
  }

  /** Says how the text will begin. The longest prefix counts. */
  prefix(prefix: string): void {
    const [shorter, longer] = prefix.length < this.#prefix.length ? [prefix, this.#prefix] : [this.#prefix, prefix];
    if (!longer.startsWith(shorter)) throw this.#fail("two prefixes differ");
    this.#prefix = longer;
  }

  /** Says that the number will not be smaller. The narrowest bound counts. */
  min(value: NumberValue, inclusive: boolean): void {
    if (this.#min !== undefined) {
      const order = compareNumbers(value, this.#min.value);
      if (order < 0 || (order === 0 && inclusive && !this.#min.inclusive)) return;
    }
    this.#min = { value, inclusive };
    this.#checkBounds();
  }

  /** Says that the number will not be greater. The narrowest bound counts. */
  max(value: NumberValue, inclusive: boolean): void {
    if (this.#max !== undefined) {
      const order = compareNumbers(value, this.#max.value);
      if (order > 0 || (order === 0 && inclusive && !this.#max.inclusive)) return;
    }
    this.#max = { value, inclusive };
    this.#checkBounds();
  }

  /** Says that the collection will have at least so many elements. */
  minLength(length: number): void {
    this.#minLength = Math.max(this.#minLength, length);
    this.#checkLengths();
  }

  /** Says that the collection will have at most so many elements. */
  maxLength(length: number): void {
    this.#maxLength = Math.min(this.#maxLength, length);
    this.#checkLengths();
  }

  /** The value: an unknown with all that was said, or a known one where only one is left. */
  value(type: CtyType): Value {
    if (this.#isNull === true) return null;
    const known = this.#isNull === false ? this.#knownValue(type) : undefined;
    return known === undefined ? new Unknown(this.#refinement()) : known;
  }

  #knownValue(type: CtyType): Value | undefined {
    if (this.#min?.inclusive === true && this.#max?.inclusive === true) {
      return numbersEqual(this.#min.value, this.#max.value) ? this.#min.value : undefined;
    }
    const length = this.#minLength;
    if (typeof type === "string" || length !== this.#maxLength || length > MAX_KNOWN_LENGTH) return undefined;
    if (length === 0) return type.kind === "map" ? new Map() : [];
    const isExact = type.kind === "list" || (type.kind === "set" && length === 1);
    return isExact ? Array.from({ length }, () => UNKNOWN) : undefined;
  }

  #refinement(): Refinement {
    return {
      ...(this.#isNull === false ? { notNull: true } : {}),
      ...(this.#prefix === "" ? {} : { prefix: this.#prefix }),
      ...(this.#min === undefined ? {} : { min: this.#min }),
      ...(this.#max === undefined ? {} : { max: this.#max }),
      ...(this.#minLength === 0 ? {} : { minLength: this.#minLength }),
      ...(this.#maxLength === Number.POSITIVE_INFINITY ? {} : { maxLength: this.#maxLength }),
    };
  }

  #checkBounds(): void {
    if (this.#min === undefined || this.#max === undefined) return;
    const order = compareNumbers(this.#min.value, this.#max.value);
    const crossed = this.#min.inclusive === this.#max.inclusive ? order > 0 : order >= 0;
    if (crossed) throw this.#fail("the lower bound lies above the upper bound");
  }

  #checkLengths(): void {
    if (this.#minLength > this.#maxLength) throw this.#fail("the least length is greater than the greatest");
  }
}
