import { type CallContext, within } from "../../../../provider-bridge/clients/transport";
import { callContext } from "../../../support/call-context";

const limit = { limitMs: 100, why: () => new Error("too long") };
/** Ends when it is told to. */
const silent = ({ signal }: CallContext) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

test("work that takes too long ends with the limit's own reason", async () => {
  const waits: number[] = [];
  const clock = { now: () => 0, sleep: async (durationMs: number) => void waits.push(durationMs) };
  await expect(within(clock, callContext(), limit, silent)).rejects.toThrow("too long");
  expect(waits).toEqual([100]);
});

test("work in time is what it is, and nobody waits for the limit any more", async () => {
  const waits: AbortSignal[] = [];
  const clock = {
    now: () => 0,
    sleep: (_ms: number, signal: AbortSignal) => {
      waits.push(signal);
      return silent(callContext(signal));
    },
  };
  let context: CallContext | undefined;
  const work = async (limited: CallContext) => {
    context = limited;
    return "done";
  };
  await expect(within(clock, callContext(), limit, work)).resolves.toBe("done");
  expect([context?.signal.aborted, waits.map(({ aborted }) => aborted)]).toEqual([false, [true]]);
  const failing = within(clock, callContext(), limit, async () => {
    throw new RangeError("broken");
  });
  await expect(failing).rejects.toThrow("broken");
  expect(waits.map(({ aborted }) => aborted)).toEqual([true, true]);
  const stop = new AbortController();
  const stopped = within(clock, callContext(stop.signal), limit, silent);
  stop.abort(new Error("stopped"));
  await expect(stopped).rejects.toThrow("stopped");
});
