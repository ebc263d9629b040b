import { decodeMessage } from "./decode";
import { encodeMessage } from "./encode";
import type { MessageInit, MessageNames } from "./message-types";
import { expandTable, type MessageShape, type MessageTables } from "./table";

/**
 * All messages of one protobuf package, each expanded when it is first used. `Messages` is the generated interface that
 * maps the names of messages (without the package) to their TypeScript interfaces.
 */
export class MessageSet<Messages> {
  /** The protobuf package, for instance `tfplugin6`. */
  readonly package: string;
  readonly #tables: MessageTables;
  readonly #imports: readonly ShapeSource[];
  readonly #shapes = new Map<string, MessageShape>();

  /** `imports` are the sets of the packages whose messages occur in the tables by their full names. */
  constructor(packageName: string, tables: MessageTables, imports: readonly ShapeSource[] = []) {
    this.package = packageName;
    this.#tables = tables;
    this.#imports = imports;
  }

  /** Reads a message. Throws a SyntaxError when the bytes are not such a message; unknown fields are skipped. */
  decode<Name extends MessageNames<Messages>>(name: Name, bytes: Uint8Array): Messages[Name] {
    // The interface and the table are generated from the same .proto file: the table makes what the interface says.
    return decodeMessage(this.shape(name), bytes) as Messages[Name];
  }

  /** Writes a message. Throws a TypeError or RangeError when a value does not fit its field. */
  encode<Name extends MessageNames<Messages>>(name: Name, message: MessageInit<Messages[Name]> & object): Uint8Array {
    return encodeMessage(this.shape(name), message);
  }

  /** The expanded table of a message. Throws a ReferenceError for a name that is not there. */
  shape(name: string): MessageShape {
    const known = this.#shapes.get(name);
    if (known !== undefined) return known;
    const table = Object.hasOwn(this.#tables, name) ? this.#tables[name] : undefined;
    if (table === undefined) return this.#importedShape(name);
    const shape = expandTable(`${this.package}.${name}`, table, (other) => this.shape(other));
    this.#shapes.set(name, shape);
    return shape;
  }

  #importedShape(name: string): MessageShape {
    const source = this.#imports.find((candidate) => name.startsWith(`${candidate.package}.`));
    if (source === undefined) throw new ReferenceError(`Cannot find the message "${name}" in ${this.package}`);
    return source.shape(name.slice(source.package.length + 1));
  }
}

/** Where the shapes of messages come from, whatever their interfaces. */
export interface ShapeSource {
  readonly package: string;
  shape(name: string): MessageShape;
}
