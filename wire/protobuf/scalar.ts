/** The scalar types of proto3 by their names in .proto files; `enum` is an int32 on the wire. */
export type ScalarKind =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "enum"
  | "string"
  | "bytes";

/** How a value lies on the wire: varint, eight bytes, length and bytes, (groups, long gone from the format,) four bytes. */
export const WireType = { VARINT: 0, FIXED64: 1, LENGTH: 2, GROUP_START: 3, GROUP_END: 4, FIXED32: 5 } as const;

const WIRE_TYPES: Readonly<Record<ScalarKind, number>> = {
  double: WireType.FIXED64,
  float: WireType.FIXED32,
  int32: WireType.VARINT,
  int64: WireType.VARINT,
  uint32: WireType.VARINT,
  uint64: WireType.VARINT,
  sint32: WireType.VARINT,
  sint64: WireType.VARINT,
  fixed32: WireType.FIXED32,
  fixed64: WireType.FIXED64,
  sfixed32: WireType.FIXED32,
  sfixed64: WireType.FIXED64,
  bool: WireType.VARINT,
  enum: WireType.VARINT,
  string: WireType.LENGTH,
  bytes: WireType.LENGTH,
};

/** Narrows the name of a type in a table to a scalar; anything else there is the name of a message. */
export function isScalarKind(name: string): name is ScalarKind {
  return Object.hasOwn(WIRE_TYPES, name);
}

/** The wire type of one value of this kind. */
export function wireTypeOf(kind: ScalarKind): number {
  return WIRE_TYPES[kind];
}

// A Buffer, as decoded bytes are: nobody can tell bytes that were not sent from none that were.
const NO_BYTES = Buffer.alloc(0);

/** What a field of this kind holds when it was not sent: 0, 0n, false, "" or no bytes. */
export function defaultOf(kind: ScalarKind): number | bigint | boolean | string | Uint8Array {
  switch (kind) {
    case "string":
      return "";
    case "bytes":
      return NO_BYTES;
    case "bool":
      return false;
    case "int64":
    case "uint64":
    case "sint64":
    case "fixed64":
    case "sfixed64":
      return 0n;
    default:
      return 0;
  }
}
