/** Reads YAML into what a {@link Struct} allows, in its order, without what is empty. */
import { compareKeys } from "../encode/key-order";
import { resolveScalar, type ScalarNode, type YamlNode, type YamlOutput } from "../yaml";

/** The kind of one value. */
export type Kind =
  | { readonly is: "text" }
  | { readonly is: "flag" }
  | { readonly is: "whole"; readonly max: number }
  | { readonly is: "choice"; readonly of: readonly string[] }
  | { readonly is: "anything" }
  | { readonly is: "list"; readonly of: Kind }
  | Struct;

/** Fields in their order; one that is empty is left out, unless it is always written. */
export interface Struct {
  readonly is: "struct";
  readonly fields: Readonly<Record<string, Kind>>;
  readonly always?: readonly string[];
}

/** A schematic that the Image Factory would refuse; the message says where and why. */
export class SchematicError extends Error {
  override readonly name = "SchematicError";
}

/** Undefined stands for what is empty and therefore not written. */
type Read = YamlOutput | undefined;

/** Aliases can make a short text into a huge one; the factory's library stops there, too. */
const MAX_NODES = 100_000;

/** Reads one document. */
export class SchematicReader {
  #nodes = 0;

  /** The value of a struct: a map in the order of its fields. */
  struct(shape: Struct, node: YamlNode, at: string): Map<string, YamlOutput> {
    const entries = this.#entries(node, at);
    for (const name of entries.keys()) {
      if (!(name in shape.fields)) throw this.#error(at, `has no field "${name}"`, Object.keys(shape.fields));
    }
    const read = new Map<string, YamlOutput>();
    for (const [name, kind] of Object.entries(shape.fields)) {
      const given = entries.get(name);
      const value = given === undefined ? undefined : this.#value(kind, given, at === "" ? name : `${at}.${name}`);
      if (value !== undefined) read.set(name, value);
      else if (shape.always?.includes(name)) read.set(name, emptyOf(kind));
    }
    return read;
  }

  #value(kind: Kind, node: YamlNode, at: string): Read {
    const content = this.#counted(node);
    if (isNull(content)) return undefined;
    switch (kind.is) {
      case "struct": {
        const read = this.struct(kind, content, at);
        const isEmpty = [...read].every(([name, value]) => kind.always?.includes(name) && isZero(value));
        return isEmpty ? undefined : read;
      }
      case "list":
        return this.#list(kind.of, content, at);
      case "anything":
        return this.#anything(content, at);
      default:
        return this.#scalar(kind, content, at);
    }
  }

  #list(kind: Kind, node: YamlNode, at: string): Read {
    if (node.kind !== "sequence") throw this.#error(at, "is no list");
    if (node.items.length === 0) return undefined;
    return node.items.map((item, index) => {
      const place = `${at}[${index}]`;
      if (kind.is === "struct") return this.struct(kind, this.#counted(item), place);
      return this.#value(kind, item, place) ?? emptyOf(kind);
    });
  }

  #scalar(kind: Kind, node: YamlNode, at: string): Read {
    if (node.kind !== "scalar") throw this.#error(at, "is no single value");
    const value = this.#resolved(node, at);
    switch (kind.is) {
      case "flag":
        if (typeof value !== "boolean") throw this.#error(at, "is neither true nor false");
        return value || undefined;
      case "whole":
        if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > kind.max) {
          throw this.#error(at, `is no whole number from 0 to ${kind.max}`);
        }
        return value === 0 ? undefined : value;
      case "choice":
        if (!kind.of.includes(node.value)) throw this.#error(at, `is "${node.value}"`, kind.of);
        return node.value === kind.of[0] ? undefined : node.value;
      default:
        return node.value === "" ? undefined : node.value;
    }
  }

  #anything(node: YamlNode, at: string): Read {
    if (node.kind === "scalar") return this.#resolved(node, at);
    if (node.kind === "sequence") return node.items.map((item, index) => this.#inner(item, `${at}[${index}]`));
    const entries = [...this.#entries(node, at)].sort(([left], [right]) => compareKeys(left, right));
    const read = new Map(entries.map(([name, value]) => [name, this.#inner(value, `${at}.${name}`)]));
    return at === "overlay.options" && read.size === 0 ? undefined : read;
  }

  #inner(node: YamlNode, at: string): YamlOutput {
    return this.#anything(this.#counted(node), at) ?? null;
  }

  #resolved(node: ScalarNode, at: string): string | number | bigint | boolean | null {
    const resolved = resolveScalar(node);
    if (resolved === undefined) throw this.#error(at, `does not fit its tag "${node.tag}"`);
    const { value } = resolved;
    return typeof value === "object" && value !== null ? value.timestamp : value;
  }

  #entries(node: YamlNode, at: string): Map<string, YamlNode> {
    const content = this.#counted(node);
    const read = new Map<string, YamlNode>();
    if (isNull(content)) return read;
    if (content.kind !== "mapping") throw this.#error(at, "is no mapping");
    for (const { key, value } of content.entries) {
      if (key.kind !== "scalar") throw this.#error(at, "has a key that is no text");
      if (read.has(key.value)) throw this.#error(at, `has the key "${key.value}" twice`);
      read.set(key.value, value);
    }
    return read;
  }

  #counted(node: YamlNode): Exclude<YamlNode, { readonly kind: "alias" }> {
    let content = node;
    for (; content.kind === "alias"; content = content.target) this.#count();
    this.#count();
    return content;
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) throw new SchematicError("Cannot read the schematic: its aliases make it too large");
  }

  #error(at: string, problem: string, allowed: readonly string[] = []): SchematicError {
    const list = allowed.length === 0 ? "" : ` (allowed: ${allowed.map((each) => `"${each}"`).join(", ")})`;
    return new SchematicError(`Cannot read the schematic: ${at === "" ? "it" : `"${at}"`} ${problem}${list}`);
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && resolveScalar(node)?.value === null;
}

function isZero(value: YamlOutput): boolean {
  return value === "" || value === 0;
}

/** What stands for an empty value that is written nevertheless. */
function emptyOf(kind: Kind): YamlOutput {
  switch (kind.is) {
    case "struct":
      return new Map();
    case "list":
      return [];
    case "whole":
      return 0;
    case "flag":
      return false;
    case "anything":
      return null;
    default:
      return "";
  }
}
