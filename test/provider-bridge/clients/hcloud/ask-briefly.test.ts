import { askBriefly } from "../../../../provider-bridge/clients/hcloud";
import type { CallContext } from "../../../../provider-bridge/clients/transport";
import { callContext } from "../../../support/call-context";
import { standingClock } from "../../../support/fake-clock";

/** Answers nothing until it is told to end. */
const silent = ({ signal }: CallContext) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const passes = { now: () => 0, sleep: async () => undefined };
const stands = standingClock();

test("an answer in time is the answer, and ends the wait", async () => {
  const waits: AbortSignal[] = [];
  const clock = {
    ...stands,
    sleep: (_ms: number, signal: AbortSignal) => {
      waits.push(signal);
      return silent(callContext(signal));
    },
  };
  await expect(askBriefly(clock, callContext(), async () => "yes")).resolves.toBe("yes");
  expect(waits.map(({ aborted }) => aborted)).toEqual([true]);
});

test("no answer in time is an answer, too", async () => {
  await expect(askBriefly(passes, callContext(), silent)).rejects.toMatchObject({
    code: "unreachable",
    message: "Cannot ask the Hetzner Cloud API: no answer within 30 s",
  });
});

test("who is stopped is told so", async () => {
  const controller = new AbortController();
  const asked = askBriefly(stands, callContext(controller.signal), silent);
  controller.abort(new Error("stopped"));
  await expect(asked).rejects.toThrow("stopped");
});
