import { safePrefix } from "../../../../provider-bridge/protocol/values/safe-prefix";

test("up to 256 bytes nothing is cut", () => {
  expect(safePrefix("x".repeat(256))).toBe("x".repeat(256));
  expect(safePrefix("é".repeat(128))).toBe("é".repeat(128));
});

test("a longer one loses what could join with what follows", () => {
  expect(safePrefix("x".repeat(300))).toBe("x".repeat(254));
  expect(safePrefix("/".repeat(300))).toBe("/".repeat(255));
  expect(safePrefix(`${"x".repeat(240)}👩‍👩‍👧${"y".repeat(99)}`)).toBe("x".repeat(240));
});
