import { listOf, mapOf, objectOf, setOf } from "../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { normaliseNulls } from "../../../../sandbox/stand-in/legacy/normalise-nulls";

const labels = mapOf("string");
const list = listOf("string");
const set = setOf("string");

describe("after an apply, beside the plan", () => {
  it.each<[string, Value, Value, Value]>([
    ["an empty map that was planned as none", new Map(), null, null],
    ["no map that was planned empty", null, new Map(), new Map()],
    ["a map that was unknown", new Map(), UNKNOWN, new Map()],
  ])("%s", (_title, result, plan, expected) => {
    expect(normaliseNulls(labels, result, plan, true)).toEqual(expected);
  });

  it("takes what was planned where the result has nothing", () => {
    expect(normaliseNulls("number", null, 0, true)).toBe(0);
    expect(normaliseNulls("string", null, "", true)).toBe("");
    expect(normaliseNulls("string", "found", "planned", true)).toBe("found");
    expect(normaliseNulls("string", null, null, true)).toBeNull();
  });

  it("takes a set as it was planned, if all of it was known", () => {
    expect(normaliseNulls(set, ["a", "b"], ["a"], true)).toEqual(["a"]);
    expect(normaliseNulls(set, ["a", "b"], ["a", UNKNOWN], true)).toEqual(["a", "b"]);
    expect(normaliseNulls(set, [], null, true)).toBeNull();
  });

  it("looks into lists of the same length, and into objects", () => {
    const type = listOf(objectOf({ http: list, port: "number" }));
    const block = (http: Value, port: Value) => [new Map([["http", http] as const, ["port", port] as const])];
    expect(normaliseNulls(type, block([], 80), block(null, 80), true)).toEqual(block(null, 80));
    expect(normaliseNulls(type, [], block(null, 80), true)).toEqual([]);
    expect(normaliseNulls(type, null, block(null, 80), true)).toEqual(block(null, 80));
  });
});

describe("after a read, beside the stored state", () => {
  it("keeps what was found, empty or not", () => {
    expect(normaliseNulls(set, [], null, false)).toEqual([]);
    expect(normaliseNulls(set, ["a"], ["b"], false)).toEqual(["a"]);
    expect(normaliseNulls("number", null, 0, false)).toBeNull();
  });

  it("keeps an empty text or list that was stored where nothing was found", () => {
    expect(normaliseNulls("string", null, "", false)).toBe("");
    expect(normaliseNulls(list, null, [], false)).toEqual([]);
    expect(normaliseNulls(list, null, ["a"], false)).toBeNull();
  });
});
