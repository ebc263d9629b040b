/** The first bytes of MessagePack values that stand for more than themselves (msgpack's specification, "Overview"). */
export const Code = {
  FIXMAP: 0x80,
  FIXARRAY: 0x90,
  FIXSTR: 0xa0,
  NIL: 0xc0,
  FALSE: 0xc2,
  TRUE: 0xc3,
  BIN8: 0xc4,
  BIN16: 0xc5,
  BIN32: 0xc6,
  EXT8: 0xc7,
  EXT16: 0xc8,
  EXT32: 0xc9,
  FLOAT32: 0xca,
  FLOAT64: 0xcb,
  UINT8: 0xcc,
  UINT16: 0xcd,
  UINT32: 0xce,
  UINT64: 0xcf,
  INT8: 0xd0,
  INT16: 0xd1,
  INT32: 0xd2,
  INT64: 0xd3,
  FIXEXT1: 0xd4,
  FIXEXT16: 0xd8,
  STR8: 0xd9,
  STR16: 0xda,
  STR32: 0xdb,
  ARRAY16: 0xdc,
  ARRAY32: 0xdd,
  MAP16: 0xde,
  MAP32: 0xdf,
  NEGATIVE_FIXINT: 0xe0,
} as const;

/** The extension type of an unknown value with refinements; any type serves for one without. */
export const REFINED_UNKNOWN = 0x0c;

/** What the entries of a refinement say, by their keys. */
export const RefinementKey = { NULLNESS: 1, PREFIX: 2, MIN: 3, MAX: 4, MIN_LENGTH: 5, MAX_LENGTH: 6 } as const;

/** Terraform refuses refinements beyond this. */
export const MAX_REFINEMENT_BYTES = 1024;
