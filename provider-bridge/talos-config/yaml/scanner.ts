import { scanBlockScalar } from "./block-scalar";
import { isBlankOrEnd, isBreak } from "./characters";
import { Cursor } from "./cursor";
import type { Mark } from "./node";
import { scanPlainScalar } from "./plain-scalar";
import { scanDirective, scanName, scanTag } from "./properties";
import { scanQuotedScalar } from "./quoted-scalar";
import { noKey, type SimpleKey } from "./simple-key";
import { maxDepth, refuseControlCharacters } from "./source";
import type { Token, TokenType } from "./token";
import { TokenQueue } from "./token-queue";

const flowOpen: Readonly<Record<string, TokenType>> = { "[": "flow-sequence", "{": "flow-mapping" };
const flowClose: Readonly<Record<string, TokenType>> = { "]": "flow-sequence-end", "}": "flow-mapping-end" };
const nothingStartsWith = new Set([..."-?:,[]{}#&*!|>'\"%@`\t"]);

/**
 * Turns text into tokens the way the YAML library of Talos does: YAML 1.1 with simple keys found
 * by looking back, block structure by indentation.
 */
export class Scanner {
  readonly #cursor: Cursor;
  readonly #tokens = new TokenQueue();
  #ended = false;
  #indent = -1;
  readonly #indents: number[] = [];
  #keyAllowed = true;
  #key: SimpleKey = noKey;
  readonly #outerKeys: SimpleKey[] = [];

  constructor(text: string) {
    refuseControlCharacters(text);
    this.#cursor = new Cursor(text);
    if (text.charCodeAt(0) === 0xfeff) {
      this.#cursor.pos = 1;
      this.#cursor.lineStart = 1;
    }
  }

  /** The next token, which stays; after the end of the text always `end`. */
  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    const token = this.#tokens.first;
    if (token === undefined) return this.#cursor.fail("the text ends here");
    return token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (token.type !== "end") this.#tokens.take();
    return token;
  }

  get #depth(): number {
    return this.#outerKeys.length;
  }

  /** A token is safe to hand out when no `key` can still be put before it. */
  #needsMore(): boolean {
    if (this.#ended) return false;
    if (this.#tokens.first === undefined) return true;
    const outer = this.#outerKeys.find((key) => key.possible);
    const first = outer ?? (this.#key.possible ? this.#key : undefined);
    return first !== undefined && first.tokenNumber === this.#tokens.firstNumber;
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#skipToToken();
    this.#unroll(cursor.column);
    const character = cursor.text.charAt(cursor.pos);
    if (cursor.atEnd) this.#fetchEnd();
    else if (cursor.column === 0 && character === "%") this.#fetchDirective();
    else if (cursor.atDocumentIndicator("-")) this.#fetchDocumentIndicator("document-start");
    else if (cursor.atDocumentIndicator(".")) this.#fetchDocumentIndicator("document-end");
    else if (!this.#fetchIndicator(character)) this.#fetchPlain(character);
  }

  #fetchPlain(character: string): void {
    const cursor = this.#cursor;
    const blankNext = isBlankOrEnd(cursor.code(1));
    const plain = !nothingStartsWith.has(character) || ("-?:".includes(character) && !blankNext);
    if (!plain)
      cursor.fail(character === "\t" ? "a tab indents here, use spaces" : `no token starts with "${character}"`);
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = cursor.mark();
    const scalar = scanPlainScalar(cursor, this.#depth > 0, this.#indent);
    this.#tokens.add("scalar", mark, scalar.text);
    if (scalar.broken) this.#keyAllowed = true;
  }

  /** Everything that begins with an indicator; false when the text is a plain scalar. */
  #fetchIndicator(character: string): boolean {
    const open = flowOpen[character];
    if (open !== undefined) return this.#fetchFlowStart(open);
    const close = flowClose[character];
    if (close !== undefined) return this.#fetchFlowEnd(close);
    const blankNext = isBlankOrEnd(this.#cursor.code(1));
    switch (character) {
      case ",":
        return this.#fetchComma();
      case "-":
        return blankNext && this.#fetchEntry();
      case "?":
        return blankNext && this.#fetchExplicitKey();
      case ":":
        return (blankNext || (this.#depth > 0 && !this.#afterFlowSequence())) && this.#fetchValue();
      case "*":
      case "&":
        return this.#fetchName(character === "*" ? "alias" : "anchor");
      case "!":
        return this.#fetchTag();
      case "|":
      case ">":
        return this.#depth === 0 && this.#fetchBlockScalar(character === "|");
      case "'":
      case '"':
        return this.#fetchQuoted(character === "'");
      default:
        return false;
    }
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      const tabs = this.#depth > 0 || !this.#keyAllowed;
      for (let code = cursor.code(); code === 0x20 || (tabs && code === 0x09); code = cursor.code()) cursor.pos += 1;
      if (cursor.code() === 0x23) cursor.readToBreak();
      if (!isBreak(cursor.code())) return;
      cursor.readBreak();
      if (this.#depth === 0) this.#keyAllowed = true;
    }
  }

  #unroll(column: number): void {
    if (this.#depth > 0) return;
    while (this.#indent > column) {
      this.#tokens.add("block-end", this.#cursor.mark());
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #roll(column: number, type: TokenType, at: Mark, number?: number): void {
    if (this.#depth > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    if (this.#indents.length > maxDepth) this.#cursor.fail(`nested more than ${maxDepth} levels deep`);
    this.#indent = column;
    if (number === undefined) this.#tokens.add(type, at);
    else this.#tokens.insert(number, type, at);
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    this.#dropKey();
    const mark = this.#cursor.mark();
    this.#key = {
      possible: true,
      required: this.#depth === 0 && this.#indent === this.#cursor.column,
      tokenNumber: this.#tokens.nextNumber,
      line: mark.line,
      column: mark.column,
    };
  }

  #dropKey(): void {
    if (this.#key.required) this.#cursor.fail('a mapping key lacks its ":"', this.#key);
    this.#key = noKey;
  }

  #fetchEnd(): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#tokens.add("end", this.#cursor.mark());
    this.#ended = true;
  }

  #fetchDirective(): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    const directive = scanDirective(this.#cursor);
    if (directive.kind === "version") this.#tokens.add("version", mark, directive.version);
    else this.#tokens.add("tag-directive", mark, directive.prefix, directive.handle);
  }

  #fetchDocumentIndicator(type: TokenType): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#tokens.add(type, this.#cursor.mark());
    this.#cursor.pos += 3;
  }

  #fetchFlowStart(type: TokenType): true {
    this.#saveKey();
    this.#outerKeys.push(this.#key);
    if (this.#depth > maxDepth) this.#cursor.fail(`nested more than ${maxDepth} levels deep`);
    this.#key = noKey;
    return this.#punctuation(type, true);
  }

  #fetchFlowEnd(type: TokenType): true {
    this.#dropKey();
    this.#key = this.#outerKeys.pop() ?? noKey;
    return this.#punctuation(type, false);
  }

  #fetchComma(): true {
    this.#dropKey();
    return this.#punctuation("comma", true);
  }

  #punctuation(type: TokenType, keyAllowed: boolean): true {
    this.#keyAllowed = keyAllowed;
    this.#tokens.add(type, this.#cursor.mark());
    this.#cursor.pos += 1;
    return true;
  }

  #fetchEntry(): true {
    if (this.#depth === 0) {
      if (!this.#keyAllowed) this.#cursor.fail("a list entry is not allowed here");
      this.#roll(this.#cursor.column, "block-sequence", this.#cursor.mark());
    }
    this.#dropKey();
    return this.#punctuation("entry", true);
  }

  #fetchExplicitKey(): true {
    if (this.#depth === 0) {
      if (!this.#keyAllowed) this.#cursor.fail("a mapping key is not allowed here");
      this.#roll(this.#cursor.column, "block-mapping", this.#cursor.mark());
    }
    this.#dropKey();
    return this.#punctuation("key", this.#depth === 0);
  }

  #fetchValue(): true {
    const key = this.#key;
    if (key.possible && key.line === this.#cursor.line + 1) {
      this.#tokens.insert(key.tokenNumber, "key", key);
      this.#roll(key.column - 1, "block-mapping", key, key.tokenNumber);
      this.#key = noKey;
      return this.#punctuation("value", false);
    }
    if (this.#depth === 0) {
      if (!this.#keyAllowed) this.#cursor.fail("a mapping value is not allowed here");
      this.#roll(this.#cursor.column, "block-mapping", this.#cursor.mark());
    }
    return this.#punctuation("value", this.#depth === 0);
  }

  /** In `[a, :b]` the colon begins a plain scalar. */
  #afterFlowSequence(): boolean {
    const last = this.#tokens.lastType;
    return last === "comma" || last === "flow-sequence";
  }

  #fetchName(type: "alias" | "anchor"): true {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    this.#tokens.add(type, mark, scanName(this.#cursor));
    return true;
  }

  #fetchTag(): true {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    const tag = scanTag(this.#cursor);
    this.#tokens.add("tag", mark, tag.suffix, tag.handle);
    return true;
  }

  #fetchBlockScalar(literal: boolean): true {
    this.#dropKey();
    this.#keyAllowed = true;
    const mark = this.#cursor.mark();
    const text = scanBlockScalar(this.#cursor, literal, this.#indent);
    this.#tokens.add("scalar", mark, text, "", literal ? "literal" : "folded");
    return true;
  }

  #fetchQuoted(single: boolean): true {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    this.#tokens.add("scalar", mark, scanQuotedScalar(this.#cursor, single), "", single ? "single" : "double");
    return true;
  }
}
