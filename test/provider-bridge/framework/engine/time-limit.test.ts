import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";
import { applyTo, planned, type Question, serving, settle, stored } from "./applied-thing";

describe("Time limits", () => {
  const hang = ({ signal, progress }: { signal: AbortSignal; progress(message: string): void }) =>
    new Promise<never>((_resolve, reject) => {
      progress("pulling the image");
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  const timeouts = (create: Value, update: Value, remove: Value) => object({ create, update, delete: remove });

  it.each<[string, Question, string]>([
    ["create, by default", { plan: planned }, "create test_thing: time-out after 1m"],
    [
      "create, as set",
      { plan: new Map<string, Value>(planned).set("timeouts", timeouts("1h30m", null, null)) },
      "create test_thing: time-out after 1h30m",
    ],
    [
      "update, as set",
      { prior: stored, plan: new Map<string, Value>(stored).set("timeouts", timeouts(null, "90s", null)) },
      "update test_thing: time-out after 1m30s",
    ],
    [
      "delete, as stored",
      { prior: new Map<string, Value>(stored).set("timeouts", timeouts(null, null, "500ms")), plan: null },
      "delete test_thing: time-out after 500ms",
    ],
    [
      "delete, where what is stored is no duration",
      { prior: new Map<string, Value>(stored).set("timeouts", timeouts(null, null, "soon")), plan: null },
      "delete test_thing: time-out after 30s",
    ],
  ])("of %s", async (_what, question, message) => {
    const served = serving({ create: hang, update: hang, delete: hang });
    const answer = applyTo(served, question);
    await settle();
    served.clock.advance(24 * 3_600_000);
    expect((await answer).told[0]).toContain(`Cannot ${message} while pulling the image /`);
  });

  it("end an update with what it has reached", async () => {
    const served = serving({
      update: ({ plan, state, signal, diagnostics }) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => {
            diagnostics.error("Stopped", "One of two is done.");
            resolve({ state: { ...plan, id: state.id, size: 1n, ports: null, drift: [] } });
          }),
        ),
    });
    const answer = applyTo(served, { prior: stored, plan: new Map<string, Value>(stored).set("size", 2) });
    await settle();
    served.server.stopProvider();
    expect(await answer).toMatchObject({
      state: new Map<string, Value>(stored).set("size", 1),
      told: ["error: Stopped / One of two is done."],
    });
  });
});
