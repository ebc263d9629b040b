import type { Reader } from "./reader";
import type { ScalarKind } from "./scalar";
import type { Writer } from "./writer";

/** One value of a scalar field, as message objects hold it: 64-bit integers are bigints. */
export type ScalarValue = number | bigint | boolean | string | Uint8Array;

const READ: Readonly<Record<ScalarKind, (reader: Reader) => ScalarValue>> = {
  string: (reader) => reader.string(),
  bytes: (reader) => reader.bytes(),
  bool: (reader) => reader.varint64() !== 0n,
  enum: (reader) => reader.varint32() | 0,
  int32: (reader) => reader.varint32() | 0,
  uint32: (reader) => reader.varint32(),
  sint32: (reader) => unzigzag32(reader.varint32()),
  int64: (reader) => BigInt.asIntN(64, reader.varint64()),
  uint64: (reader) => reader.varint64(),
  sint64: (reader) => unzigzag64(reader.varint64()),
  double: (reader) => reader.double(),
  float: (reader) => reader.float(),
  fixed32: (reader) => reader.fixed32(),
  sfixed32: (reader) => reader.fixed32() | 0,
  fixed64: (reader) => reader.fixed64(),
  sfixed64: (reader) => BigInt.asIntN(64, reader.fixed64()),
};

const WRITE: Readonly<Record<ScalarKind, (writer: Writer, value: unknown) => void>> = {
  string: (writer, value) => writer.string(text(writer, value)),
  bytes: (writer, value) => writer.bytes(bytes(writer, value)),
  bool: (writer, value) => writer.varint32(bool(writer, value) ? 1 : 0),
  enum: (writer, value) => writeInt32(writer, int32(writer, value)),
  int32: (writer, value) => writeInt32(writer, int32(writer, value)),
  uint32: (writer, value) => writer.varint32(uint32(writer, value)),
  sint32: (writer, value) => writer.varint32(zigzag32(int32(writer, value))),
  int64: (writer, value) => writer.varint64(int64(writer, value)),
  uint64: (writer, value) => writer.varint64(uint64(writer, value)),
  sint64: (writer, value) => writer.varint64(zigzag64(int64(writer, value))),
  double: (writer, value) => writer.double(float(writer, value)),
  float: (writer, value) => writer.float(float(writer, value)),
  fixed32: (writer, value) => writer.fixed32(uint32(writer, value)),
  sfixed32: (writer, value) => writer.fixed32(int32(writer, value)),
  fixed64: (writer, value) => writer.fixed64(uint64(writer, value)),
  sfixed64: (writer, value) => writer.fixed64(int64(writer, value)),
};

/** Reads one value; the caller has looked at the wire type. Throws a SyntaxError where the bytes do not give one. */
export function readScalar(reader: Reader, kind: ScalarKind): ScalarValue {
  return READ[kind](reader);
}

/** Writes one value. Throws a TypeError for a value of another type, a RangeError for an integer out of range. */
export function writeScalar(writer: Writer, kind: ScalarKind, value: unknown): void {
  WRITE[kind](writer, value);
}

function unzigzag32(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

function unzigzag64(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

function zigzag32(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function zigzag64(value: bigint): bigint {
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}

/** A negative int32 takes ten bytes, so that it reads the same as an int64. */
function writeInt32(writer: Writer, value: number): void {
  if (value >= 0) writer.varint32(value);
  else writer.varint64(BigInt(value));
}

function text(writer: Writer, value: unknown): string {
  if (typeof value === "string") return value;
  throw wrongType(writer, "a string", value);
}

function bytes(writer: Writer, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw wrongType(writer, "a Uint8Array", value);
}

function bool(writer: Writer, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw wrongType(writer, "a boolean", value);
}

function float(writer: Writer, value: unknown): number {
  if (typeof value === "number") return value;
  throw wrongType(writer, "a number", value);
}

function int32(writer: Writer, value: unknown): number {
  const number = float(writer, value);
  if ((number | 0) === number) return number;
  throw writer.outOfRange(number, "32-bit integer");
}

function uint32(writer: Writer, value: unknown): number {
  const number = float(writer, value);
  if (number >>> 0 === number) return number;
  throw writer.outOfRange(number, "unsigned 32-bit integer");
}

function int64(writer: Writer, value: unknown): bigint {
  const integer = bigint(writer, value);
  if (BigInt.asIntN(64, integer) === integer) return integer;
  throw writer.outOfRange(integer, "64-bit integer");
}

function uint64(writer: Writer, value: unknown): bigint {
  const integer = bigint(writer, value);
  if (BigInt.asUintN(64, integer) === integer) return integer;
  throw writer.outOfRange(integer, "unsigned 64-bit integer");
}

function bigint(writer: Writer, value: unknown): bigint {
  if (typeof value === "bigint") return value;
  throw wrongType(writer, "a bigint", value);
}

function wrongType(writer: Writer, wanted: string, value: unknown): TypeError {
  return writer.unfit(`a value of type ${value === null ? "null" : typeof value} is given where ${wanted} belongs`);
}
