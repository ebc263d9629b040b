import { join } from "node:path";
import { parse, Root } from "protobufjs";
import { interfaceText, tableText } from "../../../scripts/proto/message-text";
import { Names } from "../../../scripts/proto/names";
import { MessageSet } from "../../../wire/protobuf";

/** A message with a field of every kind that proto3 has. */
export const SAMPLE_PROTO = `
syntax = "proto3";
package sample;
enum Colour { RED = 0; GREEN = 1; }
message Everything {
  double a_double = 1; float a_float = 2; int32 an_int32 = 3; int64 an_int64 = 4; uint32 a_uint32 = 5;
  uint64 a_uint64 = 6; sint32 a_sint32 = 7; sint64 a_sint64 = 8; fixed32 a_fixed32 = 9; fixed64 a_fixed64 = 10;
  sfixed32 a_sfixed32 = 11; sfixed64 a_sfixed64 = 12; bool a_bool = 13; Colour colour = 14; string text = 15;
  bytes data = 16; Everything nested = 17;
  repeated int32 packed = 18; repeated int64 unpacked = 19 [packed = false]; repeated string texts = 20;
  repeated Everything children = 21; repeated bool flags = 22; repeated double doubles = 23;
  map<string, Everything> by_name = 24; map<int64, string> by_number = 25; map<bool, bytes> by_flag = 26;
  oneof choice { string choice_text = 27; int64 choice_number = 28; Everything choice_message = 29; }
  optional int32 maybe = 30; optional string maybe_text = 31; optional bool maybe_bool = 536870911;
}
message Narrow { string text = 15; }
`;

/** The parsed definitions, for the independent implementation. */
export const sampleRoot = new Root();
parse(SAMPLE_PROTO, sampleRoot, { keepCase: false });
sampleRoot.resolveAll();

const keepRoot = new Root();
parse(SAMPLE_PROTO, keepRoot, { keepCase: true });
keepRoot.resolveAll();

const names = new Names("sample");

/** A message as our generator would type it; written loosely because these tests make its fields at random. */
export interface SampleMessages {
  Everything: Readonly<Record<string, string | number | bigint | boolean | Uint8Array | undefined | object>>;
  Narrow: { readonly text: string };
}

/** The table that the generator makes of one message. */
export function sampleTable(name: string): string {
  return tableText(keepRoot.lookupType(`sample.${name}`), names);
}

/** The interface that the generator makes of one message. */
export function sampleInterface(name: string): string {
  return interfaceText(keepRoot.lookupType(`sample.${name}`), names);
}

/** Our codec for the sample messages. */
export const sample = new MessageSet<SampleMessages>("sample", {
  Everything: sampleTable("Everything"),
  Narrow: sampleTable("Narrow"),
});

/** The folder of the .proto files. */
export const wireFolder = join(__dirname, "../../../wire");
