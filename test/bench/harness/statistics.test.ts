import { median, medianUncertainty, percentile } from "../../../bench/harness/statistics";

test("percentile and median lie between the two values nearest to them", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), percentile([1, 2, 3, 4, 5], 0.9), percentile([7], 0.9)]).toEqual([
    2, 2.5, 4.6, 7,
  ]);
  expect(() => median([])).toThrow(RangeError);
});

test("medianUncertainty shrinks with the number of values and ignores a few disturbed ones", () => {
  const values = Array.from({ length: 20 }, (_none, index) => 100 + (index % 5));
  expect(medianUncertainty([100, 101])).toBe(Number.POSITIVE_INFINITY);
  expect(medianUncertainty([...values, ...values])).toBeLessThan(medianUncertainty(values));
  expect(medianUncertainty([...values, 500, 900])).toBeLessThan(0.02);
  expect(medianUncertainty([50, 150, 60, 140, 100, 100, 30])).toBeGreaterThan(0.2);
});
