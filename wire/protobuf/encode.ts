import { type ScalarKind, WireType, wireTypeOf } from "./scalar";
import { writeScalar } from "./scalar-values";
import { type Field, isMessageObject, type MessageObject, type MessageShape } from "./table";
import { Writer } from "./writer";

/**
 * Writes a message: fields in the order of their table, those that hold their default left out.
 *
 * @throws TypeError when a value has another type than its field, or two members of a `oneof` are given.
 * @throws RangeError when an integer does not fit its field.
 */
export function encodeMessage(shape: MessageShape, message: object): Uint8Array {
  const writer = new Writer();
  if (isMessageObject(message)) writeFields(writer, shape, message);
  return writer.finish();
}

/** Everything is written back to front: last field first, value before length, length before tag. */
function writeFields(writer: Writer, shape: MessageShape, message: MessageObject): void {
  for (let index = shape.fields.length - 1; index >= 0; index -= 1) {
    const field = shape.fields[index];
    const value = field === undefined ? undefined : message[field.property];
    if (field === undefined || value === undefined) continue;
    writer.place = shape;
    writer.field = field;
    refuseRivals(writer, field, message);
    writeField(writer, field, value);
  }
}

function writeField(writer: Writer, field: Field, value: unknown): void {
  if (field.label === "map") {
    if (!(value instanceof Map)) throw writer.unfit("it is no Map");
    for (const [key, item] of [...value].reverse()) writeEntry(writer, field, key, item);
  } else if (field.label === "repeated") {
    if (!Array.isArray(value)) throw writer.unfit("it is no array");
    writeItems(writer, field, value);
  } else if (field.scalar === undefined) {
    writeNested(writer, field, value);
    writeTag(writer, field.number, WireType.LENGTH);
  } else if (field.label === "optional" || !isDefault(value)) {
    writeScalar(writer, field.scalar, value);
    writeTag(writer, field.number, wireTypeOf(field.scalar));
  }
}

function isDefault(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === false || value === "" || value === 0n || Object.is(value, 0);
}

function writeItems(writer: Writer, field: Field, items: readonly unknown[]): void {
  const before = writer.length;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    if (field.scalar === undefined) writeNested(writer, field, items[index]);
    else writeScalar(writer, field.scalar, items[index]);
    if (!field.packed) writeTag(writer, field.number, wireTypeOfItems(field.scalar));
  }
  if (!field.packed || items.length === 0) return;
  writer.varint32(writer.length - before);
  writeTag(writer, field.number, WireType.LENGTH);
}

function wireTypeOfItems(scalar: ScalarKind | undefined): number {
  return scalar === undefined ? WireType.LENGTH : wireTypeOf(scalar);
}

function writeEntry(writer: Writer, field: Field, key: unknown, item: unknown): void {
  const before = writer.length;
  if (field.scalar === undefined) writeNested(writer, field, item);
  else writeScalar(writer, field.scalar, item);
  writeTag(writer, 2, wireTypeOfItems(field.scalar));
  writeScalar(writer, field.key, key);
  writeTag(writer, 1, wireTypeOf(field.key));
  writer.varint32(writer.length - before);
  writeTag(writer, field.number, WireType.LENGTH);
}

function writeNested(writer: Writer, field: Field, value: unknown): void {
  if (!isMessageObject(value)) throw writer.unfit("it is no message");
  const before = writer.length;
  writeFields(writer, field.shape(), value);
  writer.varint32(writer.length - before);
}

function writeTag(writer: Writer, number: number, wireType: number): void {
  writer.varint32(((number << 3) | wireType) >>> 0);
}

function refuseRivals(writer: Writer, field: Field, message: MessageObject): void {
  const rival = field.rivals.find((property) => message[property] !== undefined);
  if (rival !== undefined) throw writer.unfit(`"${rival}" is given too, and only one of them can be sent`);
}
