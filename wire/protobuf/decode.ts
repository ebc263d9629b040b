import { MAX_DEPTH, Reader } from "./reader";
import { defaultOf, WireType, wireTypeOf } from "./scalar";
import { readScalar } from "./scalar-values";
import { emptyMessage, type Field, isMessageObject, type MessageObject, type MessageShape } from "./table";

/**
 * Reads a message. Fields that the shape does not know are skipped; bytes fields are views of the input.
 *
 * @throws SyntaxError when the bytes are cut off, announce more than is there, have the wrong wire type, hold text that
 * is not UTF-8 or nest deeper than 100.
 */
export function decodeMessage(shape: MessageShape, bytes: Uint8Array): MessageObject {
  const reader = new Reader(bytes);
  const message = emptyMessage(shape);
  readFields(reader, shape, message, 1);
  return message;
}

function readFields(reader: Reader, shape: MessageShape, message: MessageObject, depth: number): void {
  reader.place = shape;
  reader.field = undefined;
  if (depth > MAX_DEPTH) throw reader.malformed(`messages lie deeper than ${MAX_DEPTH}`);
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    const number = tag >>> 3;
    const field = shape.byNumber.get(number);
    if (field === undefined) {
      reader.skip(number, tag & 7, depth);
    } else {
      reader.field = field;
      readField(reader, field, message, tag & 7, depth);
      reader.place = shape;
      reader.field = undefined;
    }
  }
}

function readField(reader: Reader, field: Field, message: MessageObject, wireType: number, depth: number): void {
  const previous = message[field.property];
  if (field.label === "map") {
    expectWireType(reader, WireType.LENGTH, wireType);
    if (previous instanceof Map) readEntry(reader, field, previous, depth + 1);
  } else if (field.label === "repeated") {
    if (Array.isArray(previous)) readItems(reader, field, previous, wireType, depth);
  } else if (field.scalar !== undefined) {
    expectWireType(reader, wireTypeOf(field.scalar), wireType);
    message[field.property] = readScalar(reader, field.scalar);
  } else {
    expectWireType(reader, WireType.LENGTH, wireType);
    // A message that is sent in parts is merged, as the format demands.
    const target = isMessageObject(previous) ? previous : emptyMessage(field.shape());
    readNested(reader, field.shape(), target, depth + 1);
    message[field.property] = target;
  }
  if (field.rivals.length === 0) return; // Said before the loop: nearly always, there is none.
  for (const rival of field.rivals) {
    message[rival] = undefined;
  }
}

function expectWireType(reader: Reader, expected: number, got: number): void {
  if (expected !== got) throw reader.malformed(`wire type ${got} where ${expected} belongs ends`);
}

function readItems(reader: Reader, field: Field, items: unknown[], wireType: number, depth: number): void {
  if (field.scalar === undefined) {
    expectWireType(reader, WireType.LENGTH, wireType);
    const item = emptyMessage(field.shape());
    readNested(reader, field.shape(), item, depth + 1);
    items.push(item);
    return;
  }
  const own = wireTypeOf(field.scalar);
  if (own === WireType.LENGTH || wireType !== WireType.LENGTH) {
    expectWireType(reader, own, wireType);
    items.push(readScalar(reader, field.scalar));
    return;
  }
  const outer = enter(reader);
  while (reader.offset < reader.limit) items.push(readScalar(reader, field.scalar));
  reader.limit = outer;
}

function readNested(reader: Reader, shape: MessageShape, message: MessageObject, depth: number): void {
  const outer = enter(reader);
  readFields(reader, shape, message, depth);
  reader.limit = outer;
}

/** Limits the reader to the bytes that are announced next; gives the limit that is to be set again behind them. */
function enter(reader: Reader): number {
  const outer = reader.limit;
  const start = reader.take(reader.varint32());
  reader.limit = reader.offset;
  reader.offset = start;
  return outer;
}

function readEntry(reader: Reader, field: Field, map: Map<unknown, unknown>, depth: number): void {
  let key: unknown = defaultOf(field.key);
  let value: unknown = field.scalar === undefined ? undefined : defaultOf(field.scalar);
  const outer = enter(reader);
  while (reader.offset < reader.limit) {
    const tag = reader.tag();
    if (tag >>> 3 === 1) {
      expectWireType(reader, wireTypeOf(field.key), tag & 7);
      key = readScalar(reader, field.key);
    } else if (tag >>> 3 !== 2) {
      reader.skip(tag >>> 3, tag & 7, depth);
    } else if (field.scalar !== undefined) {
      expectWireType(reader, wireTypeOf(field.scalar), tag & 7);
      value = readScalar(reader, field.scalar);
    } else {
      expectWireType(reader, WireType.LENGTH, tag & 7);
      const item = emptyMessage(field.shape());
      readNested(reader, field.shape(), item, depth + 1);
      value = item;
    }
  }
  reader.limit = outer;
  map.set(key, value ?? emptyMessage(field.shape()));
}
