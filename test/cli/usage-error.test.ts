import { nearest } from "../../cli/usage-error";

test.each([
  ["spede", "speed"],
  ["stat", "state"],
  ["sped", "speed"],
  ["fault", "faults"],
  ["colour", undefined],
  ["", undefined],
])("%s: %s", (written, meant) => {
  expect(nearest(written, ["speed", "state", "faults"])).toBe(meant);
});
