import type { AliasNode, MappingEntry, Mark, YamlNode } from "./node";
import { Scanner } from "./scanner";
import { maxDepth } from "./source";
import type { Token, TokenType } from "./token";
import { YamlError } from "./yaml-error";

const longTagPrefix = "tag:yaml.org,2002:";

/** Node properties written before a node: `&anchor` and `!tag`. */
interface Properties {
  readonly at: Mark;
  /** True when there is an anchor or a tag at all, be it the tag "!" alone. */
  readonly given: boolean;
  readonly anchor: string;
  readonly tag: string;
}

/** Reads the documents of a text; a document without content is a plain empty scalar (null). */
export function readDocuments(text: string): YamlNode[] {
  return new Composer(text).documents();
}

class Composer {
  readonly #scanner: Scanner;
  #anchors = new Map<string, YamlNode | undefined>();
  #handles = new Map<string, string>();
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  documents(): YamlNode[] {
    const documents: YamlNode[] = [];
    for (let first = true; ; first = false) {
      if (!first) while (this.#peek() === "document-end") this.#scanner.next();
      if (this.#peek() === "end") return documents;
      documents.push(this.#document(first));
    }
  }

  #peek(): TokenType {
    return this.#scanner.peek().type;
  }

  #take(type: TokenType): Token | undefined {
    return this.#peek() === type ? this.#scanner.next() : undefined;
  }

  #fail(problem: string, at: Mark): never {
    throw new YamlError(problem, at);
  }

  #document(first: boolean): YamlNode {
    this.#handles = new Map();
    const directives = this.#directives();
    const start = this.#take("document-start");
    if (start === undefined && (directives || !first)) {
      this.#fail('a document starts with "---" here', this.#scanner.peek());
    }
    const empty = start !== undefined && this.#startsNoContent();
    const node = empty ? emptyScalar(this.#scanner.peek()) : this.#node(true, false);
    this.#take("document-end");
    return node;
  }

  #startsNoContent(): boolean {
    const type = this.#peek();
    return (
      type === "end" ||
      type === "document-start" ||
      type === "document-end" ||
      type === "version" ||
      type === "tag-directive"
    );
  }

  #directives(): boolean {
    let version = false;
    let any = false;
    for (;;) {
      const token = this.#take("version") ?? this.#take("tag-directive");
      if (token === undefined) return any;
      any = true;
      if (token.type === "version") {
        if (version) this.#fail("%YAML stands twice", token);
        if (token.text !== "1.1") this.#fail(`Talos reads YAML 1.1 only, not ${token.text}; remove the line`, token);
        version = true;
      } else {
        if (this.#handles.has(token.handle)) this.#fail(`%TAG ${token.handle} stands twice`, token);
        this.#handles.set(token.handle, token.text);
      }
    }
  }

  #node(block: boolean, indentless: boolean): YamlNode {
    const alias = this.#take("alias");
    if (alias !== undefined) return this.#alias(alias);
    this.#depth += 1;
    if (this.#depth > maxDepth) this.#fail(`nested more than ${maxDepth} levels deep`, this.#scanner.peek());
    const properties = this.#properties();
    if (properties.anchor !== "") this.#anchors.set(properties.anchor, undefined);
    const node = this.#content(block, indentless, properties);
    if (properties.anchor !== "") this.#anchors.set(properties.anchor, node);
    this.#depth -= 1;
    return node;
  }

  #alias(token: Token): AliasNode {
    if (!this.#anchors.has(token.text)) this.#fail(`there is no anchor "${token.text}" before this alias`, token);
    const target = this.#anchors.get(token.text);
    if (target === undefined) return this.#fail(`the value of anchor "${token.text}" contains itself`, token);
    return { kind: "alias", tag: "", name: token.text, target, line: token.line, column: token.column };
  }

  #properties(): Properties {
    const first = this.#scanner.peek();
    let anchor = this.#take("anchor");
    const tag = this.#take("tag");
    if (anchor === undefined && tag !== undefined) anchor = this.#take("anchor");
    const given = anchor !== undefined || tag !== undefined;
    return { at: first, given, anchor: anchor?.text ?? "", tag: tag === undefined ? "" : this.#tag(tag) };
  }

  #tag(token: Token): string {
    if (token.handle === "") return shortTag(token.text);
    const prefix = this.#handles.get(token.handle) ?? ({ "!": "!", "!!": longTagPrefix } as const)[token.handle];
    if (prefix === undefined) return this.#fail(`there is no %TAG for "${token.handle}"`, token);
    return shortTag(prefix + token.text);
  }

  #content(block: boolean, indentless: boolean, properties: Properties): YamlNode {
    const token = this.#scanner.peek();
    const { tag } = properties;
    const at = { line: properties.at.line, column: properties.at.column };
    switch (token.type) {
      case "entry":
        if (indentless) return { kind: "sequence", tag, ...at, items: this.#indentlessItems() };
        break;
      case "scalar":
        this.#scanner.next();
        return { kind: "scalar", tag, ...at, value: token.text, style: token.style };
      case "flow-sequence":
        return { kind: "sequence", tag, ...at, items: this.#flowItems() };
      case "flow-mapping":
        return { kind: "mapping", tag, ...at, entries: this.#flowEntries() };
      case "block-sequence":
        if (block) return { kind: "sequence", tag, ...at, items: this.#blockItems() };
        break;
      case "block-mapping":
        if (block) return { kind: "mapping", tag, ...at, entries: this.#blockEntries() };
        break;
    }
    if (properties.given) return emptyScalar(at, tag);
    return this.#fail("a value is expected here", token);
  }

  #blockItems(): YamlNode[] {
    const start = this.#scanner.next();
    const items: YamlNode[] = [];
    for (;;) {
      if (this.#take("block-end") !== undefined) return items;
      const entry = this.#take("entry");
      if (entry === undefined) return this.#fail('a list entry "-" is expected here', this.#scanner.peek() ?? start);
      const type = this.#peek();
      items.push(type === "entry" || type === "block-end" ? emptyScalar(entry) : this.#node(true, false));
    }
  }

  #indentlessItems(): YamlNode[] {
    const items: YamlNode[] = [];
    for (;;) {
      const entry = this.#take("entry");
      if (entry === undefined) return items;
      items.push(this.#endsEntry() ? emptyScalar(entry) : this.#node(true, false));
    }
  }

  #endsEntry(): boolean {
    const type = this.#peek();
    return type === "entry" || type === "key" || type === "value" || type === "block-end";
  }

  #endsValue(): boolean {
    const type = this.#peek();
    return type === "key" || type === "value" || type === "block-end";
  }

  #blockEntries(): MappingEntry[] {
    this.#scanner.next();
    const entries: MappingEntry[] = [];
    for (;;) {
      if (this.#take("block-end") !== undefined) return entries;
      const start = this.#take("key");
      if (start === undefined) return this.#fail("a mapping key is expected here", this.#scanner.peek());
      const key = this.#endsValue() ? emptyScalar(start) : this.#node(true, true);
      const colon = this.#take("value");
      const empty = colon === undefined || this.#endsValue();
      entries.push({ key, value: empty ? emptyScalar(colon ?? this.#scanner.peek()) : this.#node(true, true) });
    }
  }

  #flowItems(): YamlNode[] {
    this.#scanner.next();
    const items: YamlNode[] = [];
    for (let first = true; ; first = false) {
      if (this.#take("flow-sequence-end") !== undefined) return items;
      if (!first && this.#take("comma") === undefined) {
        this.#fail('"," or "]" is expected here', this.#scanner.peek());
      }
      if (this.#take("flow-sequence-end") !== undefined) return items;
      const key = this.#take("key");
      items.push(key === undefined ? this.#node(false, false) : this.#pair(key));
    }
  }

  /** `[key: value]`: a mapping of one entry inside a flow list. */
  #pair(start: Token): YamlNode {
    const ends = (type: TokenType) => type === "comma" || type === "flow-sequence-end";
    const noKey = this.#peek() === "value" || ends(this.#peek());
    const key = noKey ? emptyScalar(start) : this.#node(false, false);
    const colon = this.#take("value");
    const empty = colon === undefined || ends(this.#peek());
    const value = empty ? emptyScalar(this.#scanner.peek()) : this.#node(false, false);
    return { kind: "mapping", tag: "", line: start.line, column: start.column, entries: [{ key, value }] };
  }

  #flowEntries(): MappingEntry[] {
    this.#scanner.next();
    const entries: MappingEntry[] = [];
    const ends = (type: TokenType) => type === "comma" || type === "flow-mapping-end";
    for (let first = true; ; first = false) {
      if (this.#take("flow-mapping-end") !== undefined) return entries;
      if (!first && this.#take("comma") === undefined) {
        this.#fail('"," or "}" is expected here', this.#scanner.peek());
      }
      if (this.#take("flow-mapping-end") !== undefined) return entries;
      if (this.#take("key") === undefined) {
        const key = this.#node(false, false);
        entries.push({ key, value: emptyScalar(this.#scanner.peek()) });
        continue;
      }
      const noKey = this.#peek() === "value" || ends(this.#peek());
      const key = noKey ? emptyScalar(this.#scanner.peek()) : this.#node(false, false);
      const empty = this.#take("value") === undefined || ends(this.#peek());
      entries.push({ key, value: empty ? emptyScalar(this.#scanner.peek()) : this.#node(false, false) });
    }
  }
}

function emptyScalar(at: Mark, tag = ""): YamlNode {
  return { kind: "scalar", tag, value: "", style: "plain", line: at.line, column: at.column };
}

function shortTag(tag: string): string {
  const short = tag.startsWith(longTagPrefix) ? `!!${tag.slice(longTagPrefix.length)}` : tag;
  return short === "!" ? "" : short;
}
