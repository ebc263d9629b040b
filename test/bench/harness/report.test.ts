import { resultLine, tableLines } from "../../../bench/harness/report";

test("A table has its numbers at the right", () => {
  expect(
    tableLines(
      ["what", "ms"],
      [
        ["a", "1.5"],
        ["longer", "100.0"],
      ],
    ),
  ).toEqual(["what       ms", "a         1.5", "longer  100.0"]);
});

test("The last line names every value", () => {
  expect(resultLine({ ratio: 1.23456, rounds: 20, note: "none" })).toBe("RESULT ratio=1.235 rounds=20 note=none");
});
