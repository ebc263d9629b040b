import { canonicalQuantity, quantityValue } from "../../../../sandbox/kubernetes/schema/quantity";

test.each([
  ["0", "0"],
  ["0.0Gi", "0"],
  ["1", "1"],
  ["1000", "1k"],
  ["1500m", "1500m"],
  ["2000m", "2"],
  ["0.5", "500m"],
  [".5", "500m"],
  ["1024Ki", "1Mi"],
  ["1536Mi", "1536Mi"],
  ["1Gi", "1Gi"],
  ["1.5Gi", "1536Mi"],
  ["1e3", "1e3"],
  ["1E3", "1e3"],
  ["12e2", "1200"],
  ["100000000", "100M"],
  ["-5", "-5"],
  ["+5", "5"],
  ["0.0000000001", "1n"],
  ["512Ki", "512Ki"],
])("%s is written %s", (text, expected) => {
  expect(canonicalQuantity(text)).toBe(expected);
});

test.each(["", "x", "1.2.3", "1Ti2", "--1", "1 Gi", "Ki", "1e", "0x10", "1e999999999", `1${"0".repeat(100)}`])(
  "%j is no quantity",
  (text) => {
    expect(canonicalQuantity(text)).toBeUndefined();
    expect(quantityValue(text)).toBe(0);
  },
);

test("values can be compared whatever their suffix", () => {
  expect(quantityValue("1Gi")).toBe(2 ** 30);
  expect(quantityValue("250m")).toBe(0.25);
  expect(quantityValue("1Gi")).toBeGreaterThan(quantityValue("1G"));
});
