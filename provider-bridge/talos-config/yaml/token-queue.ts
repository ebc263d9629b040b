import type { Mark, ScalarStyle } from "./node";
import type { Token, TokenType } from "./token";

/** Tokens that were read and not taken yet. They are numbered from the beginning of the text. */
export class TokenQueue {
  readonly #tokens: Token[] = [];
  #head = 0;
  #taken = 0;

  /** The number of the token that is taken next. */
  get firstNumber(): number {
    return this.#taken;
  }

  /** The number of the token that is added next. */
  get nextNumber(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  /** The token that is taken next, where one waits. */
  get first(): Token | undefined {
    return this.#tokens[this.#head];
  }

  /** The type of the token added last, even when it is taken already. */
  get lastType(): TokenType | undefined {
    return this.#tokens.at(-1)?.type;
  }

  add(type: TokenType, at: Mark, text = "", handle = "", style: ScalarStyle = "plain"): void {
    this.#tokens.push({ type, text, handle, style, line: at.line, column: at.column });
  }

  /** Puts a token before the one with this number. */
  insert(number: number, type: TokenType, at: Mark): void {
    const token: Token = { type, text: "", handle: "", style: "plain", line: at.line, column: at.column };
    this.#tokens.splice(this.#head + number - this.#taken, 0, token);
  }

  take(): void {
    this.#head += 1;
    this.#taken += 1;
    if (this.#head > 512) {
      // One stays: whether a colon begins a scalar depends on the token before it.
      this.#tokens.splice(0, this.#head - 1);
      this.#head = 1;
    }
  }
}
