import { defaultOf, isScalarKind, type ScalarKind, WireType, wireTypeOf } from "./scalar";

/**
 * The messages of one package: name to table. A table lists its fields, separated by `;`, each written
 * `<number> <property> <type>`. A type is a scalar of proto3, `enum` or the name of a message (without the package where
 * it is the same), followed by `?` (presence is kept), `[]` (repeated, packed where it can be), `[!]` (repeated, never
 * packed) or `|<oneof>`; maps are written `map<key,type>`.
 */
export type MessageTables = Readonly<Record<string, string>>;

/** How often a field may occur. A `oneof` member counts as optional. */
export type FieldLabel = "singular" | "optional" | "repeated" | "map";

/** One field of a message. */
export interface Field {
  readonly number: number;
  /** The property of the message object that holds it. */
  readonly property: string;
  readonly label: FieldLabel;
  /** The kind of a scalar value, or undefined where the values are messages. */
  readonly scalar: ScalarKind | undefined;
  /** The shape of a message value; throws where the values are scalars or the tables lack the message. */
  readonly shape: () => MessageShape;
  /** The kind of a map's keys; meaningless where the label is not `map`. */
  readonly key: ScalarKind;
  /** Whether repeated values are written as one packed run. Both ways are read. */
  readonly packed: boolean;
  /** The other members of the same `oneof`. */
  readonly rivals: readonly string[];
}

/** A message type, expanded from its table. */
export interface MessageShape {
  /** The full name, package included. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly byNumber: ReadonlyMap<number, Field>;
  /** What each new message is copied from; lists and maps are made for each. */
  readonly empty: MessageObject;
  readonly collections: readonly Field[];
}

/** A message as an object; what its fields hold, its shape says. */
export type MessageObject = Record<string, unknown>;

/** Narrows to an object; what its properties hold is looked at one by one. */
export function isMessageObject(value: unknown): value is MessageObject {
  return typeof value === "object" && value !== null;
}

const FIELD = /^(\d+) (\w+) (?:map<(\w+),([\w.]+)>|([\w.]+)(\?|\[\]|\[!\]|\|\w+)?)$/;

/**
 * Expands the table of one message.
 *
 * @throws SyntaxError when the table is not written as {@link MessageTables} says.
 */
export function expandTable(name: string, table: string, find: (message: string) => MessageShape): MessageShape {
  const parts = table === "" ? [] : table.split(";").map((text) => parseField(name, text));
  const fields = parts.map(({ oneof, ...field }, index): Field => {
    const rivals = parts.filter((other, at) => oneof !== undefined && other.oneof === oneof && at !== index);
    let shape: MessageShape | undefined;
    return {
      ...field,
      rivals: rivals.map((other) => other.property),
      shape: () => {
        shape ??= find(field.type);
        return shape;
      },
    };
  });
  return {
    name,
    fields,
    byNumber: new Map(fields.map((field) => [field.number, field])),
    empty: Object.fromEntries(fields.map((field) => [field.property, emptyValue(field)])),
    collections: fields.filter(({ label }) => label === "repeated" || label === "map"),
  };
}

interface ParsedField extends Omit<Field, "shape" | "rivals"> {
  readonly type: string;
  readonly oneof: string | undefined;
}

function parseField(message: string, text: string): ParsedField {
  const match = FIELD.exec(text);
  const [, number = "", property = "", key, item, single = "", suffix = ""] = match ?? [];
  const type = item ?? single;
  const keyKind = key ?? "string";
  if (match === null || !isScalarKind(keyKind)) {
    throw new SyntaxError(`Cannot read the table of ${message}: "${text}" is not a field`);
  }
  const scalar = isScalarKind(type) ? type : undefined;
  return {
    number: Number(number),
    property,
    type,
    scalar,
    label: item === undefined ? labelOf(suffix) : "map",
    key: keyKind,
    packed: suffix === "[]" && scalar !== undefined && wireTypeOf(scalar) !== WireType.LENGTH,
    oneof: suffix.startsWith("|") ? suffix : undefined,
  };
}

function labelOf(suffix: string): FieldLabel {
  if (suffix === "") return "singular";
  return suffix.startsWith("[") ? "repeated" : "optional";
}

/** A message whose every field holds its default: scalars zero, lists and maps empty, the rest undefined. */
export function emptyMessage(shape: MessageShape): MessageObject {
  const message = { ...shape.empty };
  for (const field of shape.collections) {
    message[field.property] = emptyValue(field);
  }
  return message;
}

function emptyValue(field: Field): unknown {
  switch (field.label) {
    case "repeated":
      return [];
    case "map":
      return new Map();
    case "optional":
      return undefined;
    case "singular":
      return field.scalar === undefined ? undefined : defaultOf(field.scalar);
  }
}
