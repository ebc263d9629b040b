import {
  cidr,
  eachElement,
  eachOfSet,
  hetznerLabelKey,
  length,
  mapKeys,
  size,
  unique,
} from "../../../../provider-bridge/framework/validators";
import { Decimal } from "../../../../provider-bridge/framework/values/decimal";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { refusals } from "./refusals";

test("size counts lists and maps", () => {
  const one = size({ min: 1, max: 2 });
  expect([...refusals(one, ["a"]), ...refusals(one, { a: "1", b: "2" }), ...refusals(one, [UNKNOWN])]).toEqual([]);
  expect(refusals(one, [])).toEqual([
    "a: Wrong number of elements: The value has 0 elements. Allowed: between 1 and 2 elements.",
  ]);
  expect(refusals(one, { a: 1, b: 2, c: 3 })).toHaveLength(1);
});

describe("unique", () => {
  it.each([
    [["a", "a"]],
    [[1n, 1n]],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
    ],
    [[new Decimal("0.1"), new Decimal("0.1")]],
    [[null, null]],
  ])("refuses %p", (value) => {
    expect(refusals(unique(), value)).toHaveLength(1);
  });

  it.each([
    [["a", "b"]],
    [["1", 1n]],
    [[UNKNOWN, UNKNOWN]],
    [[{ a: UNKNOWN }, { a: UNKNOWN }]],
    [["null", null]],
    [[["a", "b"], ["a,b"]]],
  ])("takes %p", (value) => {
    expect(refusals(unique(), value)).toEqual([]);
  });

  it("says which two are the same, and shows nothing sensitive", () => {
    expect(refusals(unique(), ["x", "y", "x"])).toEqual([
      'a[2]: Element given twice: "x" stands at position 3 as well as at position 1. Allowed: no element twice.',
    ]);
    expect(refusals(unique(), ["secret", "secret"], { sensitive: true }).join()).not.toContain("secret");
  });

  it("takes ten thousand elements in little time", () => {
    expect(
      refusals(
        unique(),
        Array.from({ length: 10_000 }, (_none, index) => `element-${index}`),
      ),
    ).toEqual([]);
  });
});

describe("eachElement", () => {
  it("points at the element of a list and of a map", () => {
    const validator = eachElement(cidr(), length({ max: 12 }));
    expect(refusals(validator, ["10.0.0.0/8", UNKNOWN, "x"]).map((text) => text.slice(0, 5))).toEqual(["a[2]:"]);
    expect(refusals(validator, { "b c": "x" })[0]).toMatch(/^a\["b c"\]: Not a CIDR/);
    expect(refusals(validator, ["192.168.100.0/24"])[0]).toContain("has 16 characters");
  });

  it("points at the whole of a set", () => {
    expect(refusals(eachOfSet(cidr()), ["x"])[0]).toMatch(/^a: Not a CIDR: "x"/);
  });

  it("passes on that a value is sensitive", () => {
    expect(refusals(eachElement(cidr()), ["secret"], { sensitive: true }).join()).not.toContain("secret");
  });
});

test("mapKeys looks at keys alone", () => {
  expect(refusals(mapKeys(hetznerLabelKey()), { role: "- not looked at" })).toEqual([]);
  expect(refusals(mapKeys(hetznerLabelKey()), { "-": "x" })[0]).toMatch(/^a\["-"\]: Not a label key: "-"/);
});
