import { Governor } from "../../../../provider-bridge/clients/hcloud/governor";
import { callContext } from "../../../support/call-context";
import { fakeClock } from "../../../support/fake-clock";

const headers = (remaining: number, limit = 3600) => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
});

describe("the request budget", () => {
  test("costs no wait while plenty is left", async () => {
    const clock = fakeClock();
    const governor = new Governor(clock, undefined);
    governor.saw(headers(3000));
    for (let call = 0; call < 100; call += 1) await governor.pass(callContext());
    expect(clock.waits).toEqual([]);
  });

  test("spaces calls out before its end, up to one for each that comes back", async () => {
    const clock = fakeClock();
    const governor = new Governor(clock, undefined);
    governor.saw(headers(180));
    for (let call = 0; call < 3; call += 1) await governor.pass(callContext());
    expect(clock.waits).toEqual([500, 500]);
    governor.saw(headers(0));
    clock.advance(10_000);
    for (let call = 0; call < 3; call += 1) await governor.pass(callContext());
    expect(clock.waits.slice(2)).toEqual([1000, 1000]);
  });

  test("calls that come together are let through one after the other", async () => {
    const clock = fakeClock();
    const governor = new Governor(clock, undefined);
    governor.saw(headers(0));
    await Promise.all([1, 2, 3].map(() => governor.pass(callContext())));
    expect(clock.waits).toEqual([1000, 2000]);
  });

  test.each([1, 7, 100, 3600])("never makes more than the user's %d requests in an hour", async (limit) => {
    const clock = fakeClock();
    const governor = new Governor(clock, limit);
    const startMs = clock.now();
    let made = 0;
    for (; made <= limit * 2; made += 1) {
      await governor.pass(callContext());
      if (clock.now() - startMs >= 3_600_000) break;
    }
    expect(made).toBeLessThanOrEqual(limit);
    expect(made).toBeGreaterThanOrEqual(Math.floor(limit * 0.9));
  });

  test("headers that make no sense change nothing", async () => {
    const clock = fakeClock();
    const governor = new Governor(clock, undefined);
    for (const odd of [{}, { "ratelimit-limit": "0", "ratelimit-remaining": "0" }, headers(-1), headers(Number.NaN)]) {
      governor.saw(odd);
    }
    for (let call = 0; call < 10; call += 1) await governor.pass(callContext());
    expect(clock.waits).toEqual([]);
  });

  test("a cancelled operation does not wait", async () => {
    const governor = new Governor(fakeClock(), 1);
    await governor.pass(callContext());
    await expect(governor.pass(callContext(AbortSignal.abort(new RangeError("stopped"))))).rejects.toThrow("stopped");
  });
});
