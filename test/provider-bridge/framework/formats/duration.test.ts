import { parseDuration } from "../../../../provider-bridge/framework/formats/duration";

describe("parseDuration", () => {
  it.each([
    ["0", 0n],
    ["-0", 0n],
    ["0s", 0n],
    ["30s", 30_000_000_000n],
    ["1h30m", 5_400_000_000_000n],
    ["1.5s", 1_500_000_000n],
    [".5s", 500_000_000n],
    ["1.s", 1_000_000_000n],
    ["-2ms", -2_000_000n],
    ["+2us", 2000n],
    ["2µs", 2000n],
    ["2μs", 2000n],
    ["1h1h", 7_200_000_000_000n],
    ["0.3333333333333333333h", 1_199_999_999_999n],
    ["9223372036854775807ns", 2n ** 63n - 1n],
  ])("reads %s", (text, nanoseconds) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: nanoseconds });
  });

  it.each([
    ["", "a number and a unit"],
    ["-", "a number and a unit"],
    ["30", "units"],
    ["s", "units"],
    [".s", "units"],
    ["1d", "units"],
    ["1 h", "units"],
    ["1h ", "units"],
    ["1h-30m", "units"],
    ["--1s", "units"],
    ["1,5s", "units"],
    ["1e3s", "units"],
    ["9223372036854775808ns", "292 years"],
    ["99999999999999999999h", "292 years"],
    ["1s".repeat(1000), "at most 64 characters"],
  ])("refuses %.40s", (text, problem) => {
    const read = parseDuration(text);
    expect(read.ok ? read.value : read.problem).toContain(problem);
  });
});
