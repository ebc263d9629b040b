import { until } from "../../../provider-bridge/fleet/waiting";
import { callContext } from "../../support/call-context";

/** Time passes when somebody waits. */
function clockOf(pauses: number[]) {
  let nowMs = 0;
  return {
    now: () => nowMs,
    sleep: async (durationMs: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      pauses.push(durationMs);
      nowMs += durationMs;
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

test("Looks come soon at first, then slower, and tell what changed", async () => {
  const pauses: number[] = [];
  const told: string[] = [];
  let looks = 0;
  const context = { ...callContext(), progress: (message: string) => void told.push(message) };
  const done = await until(clockOf(pauses), context, async () => {
    looks += 1;
    return looks < 12 ? { seen: looks < 6 ? "early" : "late" } : { done: "there" };
  });
  expect(done).toBe("there");
  expect(told).toEqual(["early", "late"]);
  expect(pauses[0]).toBe(250);
  expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
  expect(Math.max(...pauses)).toBe(500);
});

test("A wait ends with its signal, and with what the look throws", async () => {
  const context = { ...callContext(AbortSignal.abort(new Error("stop"))), progress: () => undefined };
  await expect(until(clockOf([]), context, async () => ({ seen: "x" }))).rejects.toThrow("stop");
  const open = { ...callContext(), progress: () => undefined };
  await expect(
    until(clockOf([]), open, async () => {
      throw new RangeError("broken");
    }),
  ).rejects.toThrow("broken");
});
