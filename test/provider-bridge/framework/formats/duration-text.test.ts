import { parseDuration } from "../../../../provider-bridge/framework/formats/duration";
import { durationText } from "../../../../provider-bridge/framework/formats/duration-text";
import { createRandom } from "../../../support/random";

test.each([
  [0, "0s"],
  [1, "1ms"],
  [999, "999ms"],
  [1500, "1.5s"],
  [60_000, "1m"],
  [90_000, "1m30s"],
  [3_600_000, "1h"],
  [5_400_000, "1h30m"],
  [86_400_000, "24h"],
  [-90_000, "-1m30s"],
])("%d ms is written %s", (durationMs, text) => {
  expect(durationText(durationMs)).toBe(text);
});

test("What is written is read as the same duration", () => {
  const random = createRandom(3);
  for (let round = 0; round < 1000; round += 1) {
    const durationMs = random.integer(0, 10 ** random.integer(1, 10));
    expect(parseDuration(durationText(durationMs))).toMatchObject({ ok: true, value: BigInt(durationMs) * 1_000_000n });
  }
});
