import { retrying, type Verdict } from "../../../../provider-bridge/clients/transport";
import { callContext } from "../../../support/call-context";
import { fakeClock } from "../../../support/fake-clock";

const again: Verdict = { kind: "again" };

describe("trying again", () => {
  const failing = (times: number) => {
    let calls = 0;
    return async () => {
      calls += 1;
      if (calls <= times) throw new Error(`failure ${calls}`);
      return calls;
    };
  };

  test("waits twice as long each time, up to the longest", async () => {
    const clock = fakeClock();
    const options = { clock, random: () => 1, attempts: 6, firstWaitMs: 100, longestWaitMs: 500 };
    await expect(retrying(failing(5), () => again, callContext(), options)).resolves.toBe(6);
    expect(clock.waits).toEqual([100, 200, 400, 500, 500]);
  });

  test("gives up after the last attempt with what it threw", async () => {
    const clock = fakeClock();
    const options = { clock, random: () => 0, attempts: 3 };
    await expect(retrying(failing(3), () => again, callContext(), options)).rejects.toThrow("failure 3");
    expect(clock.waits).toEqual([250, 500]);
  });

  test("gives up at once where it will not get better", async () => {
    const clock = fakeClock();
    const verdict = (): Verdict => ({ kind: "give_up" });
    await expect(retrying(failing(1), verdict, callContext(), { clock, random: () => 0 })).rejects.toThrow("failure 1");
    expect(clock.waits).toEqual([]);
  });

  test("what the peer puts off does not count as an attempt", async () => {
    const clock = fakeClock();
    const verdict = (): Verdict => ({ kind: "later", waitMs: 1000 });
    const options = { clock, random: () => 0, attempts: 2 };
    await expect(retrying(failing(50), verdict, callContext(), options)).resolves.toBe(51);
    expect(clock.waits).toHaveLength(50);
  });

  test("a cancelled operation ends with its own reason, while trying and while waiting", async () => {
    const cancel = new AbortController();
    const attempt = async () => {
      cancel.abort(new RangeError("stopped"));
      throw new Error("failure");
    };
    const options = { clock: fakeClock(), random: () => 0 };
    await expect(retrying(attempt, () => again, callContext(cancel.signal), options)).rejects.toThrow("stopped");
  });
});
