import { derTime } from "../../../bench/harness/der-time";

describe("derTime", () => {
  it("is UTCTime until 2049 and as GeneralizedTime from then on", () => {
    expect(derTime(Date.UTC(2049, 11, 31, 23, 59, 59)).toString("latin1")).toBe("\x17\x0d491231235959Z");
    expect(derTime(Date.UTC(2050, 0, 1)).toString("latin1")).toBe("\x18\x0f20500101000000Z");
    expect(derTime(Date.UTC(2026, 1, 3, 4, 5, 6, 789)).toString("latin1")).toBe("\x17\x0d260203040506Z");
  });
});
