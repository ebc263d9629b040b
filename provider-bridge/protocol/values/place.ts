/** Where in a value something is, kept while a codec walks through it, so that errors can name it. */
export class Place {
  /** Names and keys as text, positions as numbers. */
  readonly steps: (string | number)[];
  readonly #form: string;

  /** `form` is what the value is turned into, for error texts: `MessagePack`. */
  constructor(form: string, steps: readonly (string | number)[] = []) {
    this.#form = form;
    this.steps = [...steps];
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
    for (const step of this.steps) {
      if (typeof step === "number") text += `[${step}]`;
      else text += text === "" ? step : `.${step}`;
    }
    return text === "" ? "the value" : `"${text}"`;
  }
}
