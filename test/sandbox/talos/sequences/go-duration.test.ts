import { goDuration } from "../../../../sandbox/talos/sequences/go-duration";

test.each([
  [0, "0s"],
  [1, "1ms"],
  [999, "999ms"],
  [1000, "1s"],
  [1500, "1.5s"],
  [60_000, "1m0s"],
  [61_001, "1m1.001s"],
  [3_600_000, "1h0m0s"],
  [90_061_000, "25h1m1s"],
])("%i ms are %s", (ms, text) => expect(goDuration(ms)).toBe(text));
