/** What comes again as the same bytes is the same value, and goes back as these bytes. */
import { type CtyType, objectOf } from "../../../../provider-bridge/framework/types/type";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import {
  decodeExchanged,
  decodeMsgpack,
  encodeExchanged,
  encodeMsgpack,
} from "../../../../provider-bridge/protocol/values";
import { object } from "../../../support/served";

/** A type of its own for each test: what is remembered belongs to a type. */
const newType = () => objectOf({ name: "string", size: "number" });
const machine = (name: string) => object({ name, size: 1 });

test("the same bytes are the same object, wherever they stand", () => {
  const type = newType();
  const bytes = encodeMsgpack(machine("a"), type);
  const value = decodeExchanged(bytes, type);
  expect(value).toEqual(machine("a"));
  const elsewhere = new Uint8Array([9, ...bytes, 9]).subarray(1, 1 + bytes.length);
  expect(decodeExchanged(elsewhere, type)).toBe(value);
  expect(decodeExchanged(encodeMsgpack(machine("b"), type), type)).toEqual(machine("b"));
});

test("what was written is read as the object that it was, and is written as the same bytes again", () => {
  const type = newType();
  const value = machine("grün");
  const bytes = encodeExchanged(value, type);
  expect(Buffer.from(bytes)).toEqual(Buffer.from(encodeMsgpack(value, type)));
  expect(decodeExchanged(bytes, type)).toBe(value);
  expect(Buffer.from(encodeExchanged(value, type))).toEqual(Buffer.from(bytes));
});

test("what came goes back byte for byte, however it was spelled", () => {
  const type = newType();
  // The number in eight bytes where one would do.
  const long = Buffer.from([0x82, 0xa4, ...Buffer.from("name"), 0xa1, 0x61, 0xa4, ...Buffer.from("size"), 0xcf]);
  const bytes = Buffer.concat([long, Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])]);
  const value = decodeExchanged(bytes, type);
  expect(value).toEqual(machine("a"));
  expect(Buffer.from(encodeExchanged(value, type))).toEqual(bytes);
});

test("the same bytes of another type are another object", () => {
  const [one, other] = [newType(), newType()];
  const bytes = encodeMsgpack(machine("a"), one);
  expect(decodeExchanged(bytes, one)).not.toBe(decodeExchanged(bytes, other));
});

test.each<[string, CtyType, Value]>([
  ["text", "string", "a"],
  ["null", newType(), null],
  ["an object of any type", "dynamic", null],
])("%s is read and written as ever", (_what, type, value) => {
  const bytes = encodeExchanged(value, type);
  expect(Buffer.from(bytes)).toEqual(Buffer.from(encodeMsgpack(value, type)));
  expect(decodeExchanged(bytes, type)).toEqual(decodeMsgpack(bytes, type));
});

test("the oldest is forgotten once there is too much, and what is too long at once", () => {
  const type = newType();
  const halfMiB = 524_288;
  const bytesOf = (each: number) => encodeMsgpack(machine(String(each).repeat(halfMiB)), type);
  const [first, second] = [decodeExchanged(bytesOf(1), type), decodeExchanged(bytesOf(2), type)];
  for (let each = 3; each <= 8; each += 1) decodeExchanged(bytesOf(each), type);
  expect(decodeExchanged(bytesOf(2), type)).toBe(second);
  expect(decodeExchanged(bytesOf(1), type)).not.toBe(first);
  const huge = encodeMsgpack(machine("x".repeat(9 * halfMiB)), type);
  expect(decodeExchanged(huge, type)).not.toBe(decodeExchanged(huge, type));
});

test("bytes that are no value are refused each time", () => {
  const type = newType();
  for (let time = 0; time < 2; time += 1) {
    expect(() => decodeExchanged(Buffer.from([0x05]), type)).toThrow(SyntaxError);
    expect(() => encodeExchanged(object({ name: "a" }), type)).toThrow(TypeError);
  }
});
