/** Where in a value something is, kept while a codec walks through it, so that errors can name it. */
export class Place {
  /** How many steps lead to where we are. */
  depth: number;
  readonly #form: string;
  /** Names and keys as text, positions as numbers; those from `depth` on are left over. */
  readonly #steps: (string | number)[];

  /** `form` is what the value is turned into, for error texts: `MessagePack`. A place inside another begins with its steps. */
  constructor(form: string, outer?: Place) {
    this.#form = form;
    this.#steps = outer === undefined ? [] : outer.#steps.slice(0, outer.depth);
    this.depth = this.#steps.length;
  }

  /** Goes to a part of the value. */
  enter(step: string | number): void {
    this.#steps[this.depth] = step;
    this.depth += 1;
  }

  /** Goes back to the whole. */
  leave(): void {
    this.depth -= 1;
  }

  /** The error for a value that cannot be written. */
  unwritable(why: string): TypeError {
    return new TypeError(`Cannot encode ${this.#text()} as ${this.#form}: ${why}`);
  }

  /** The error for input that is not the value it should be. */
  unreadable(why: string): SyntaxError {
    return new SyntaxError(`Cannot decode ${this.#text()} from ${this.#form}: ${why}`);
  }

  /** As Terraform writes paths: `"nodes[0].labels"`; "the value" for the whole. */
  #text(): string {
    let text = "";
    for (const step of this.#steps.slice(0, this.depth)) {
      if (typeof step === "number") text += `[${step}]`;
      else text += text === "" ? step : `.${step}`;
    }
    return text === "" ? "the value" : `"${text}"`;
  }
}
