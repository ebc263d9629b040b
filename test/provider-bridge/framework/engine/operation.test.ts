import type { OperationContext } from "../../../../provider-bridge/framework/contract/context";
import { DiagnosticError, Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { GRACE_MS, type Outcome, runOperation } from "../../../../provider-bridge/framework/engine/operation";
import { createStop } from "../../../../provider-bridge/framework/engine/stop-provider";
import { ManualEngineClock } from "../../../support/manual-engine-clock";
import { told } from "../../../support/served";
import { collectingLog } from "../../../support/silent-log";

type Body = (context: OperationContext) => Promise<string>;

function start(body: Body, options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {}) {
  const { log, lines } = collectingLog();
  const clock = new ManualEngineClock();
  const stop = createStop();
  const diagnostics = new Diagnostics();
  const signal = options.signal ?? new AbortController().signal;
  const outcome: Promise<Outcome<string>> = runOperation(
    { log, clock, stopSignal: stop.signal },
    { what: "create test_thing", signal, timeoutMs: options.timeoutMs, diagnostics },
    body,
  );
  return { outcome, clock, stop, lines, told: () => told(diagnostics.list) };
}

/** Ends with the signal, as every verb should. */
const untilAborted: Body = ({ signal, progress }) =>
  new Promise((_resolve, reject) => {
    progress("waiting for etcd: 1 of 3 members");
    signal.addEventListener("abort", () => reject(signal.reason));
  });

/** Lets what is already resolved happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("An operation that ends by itself", () => {
  it("answers what the author answers, and leaves no timer behind", async () => {
    const run = start(async () => "done", { timeoutMs: 1000 });
    expect(await run.outcome).toEqual({ done: true, value: "done" });
    expect(run.clock.waiting).toBe(0);
    expect(run.told()).toEqual([]);
  });

  it("tells what was thrown and its causes, and keeps the stack for the log", async () => {
    const cause = new Error("connect ECONNREFUSED", { cause: "no route" });
    const run = start(async () => {
      throw new Error("Cannot reach the node", { cause });
    });
    expect(await run.outcome).toEqual({ done: false });
    expect(run.told()).toEqual([
      "error: Cannot create test_thing / Cannot reach the node\nCaused by: connect ECONNREFUSED\nCaused by: no route",
    ]);
    expect(run.lines.map(({ level }) => level)).toEqual(["error"]);
  });

  it("keeps a DiagnosticError as it is", async () => {
    const run = start(async () => {
      throw new DiagnosticError("Quota", "No servers left.", { path: [{ kind: "attribute", name: "size" }] });
    });
    await run.outcome;
    expect(run.told()).toEqual(["error size: Quota / No servers left."]);
  });

  it.each([
    ["a string", "just text", "just text"],
    ["null", null, "The provider threw null, which is no error"],
    ["undefined", undefined, "The provider threw a value of type undefined, which is no error"],
    ["an object", { code: 1 }, "The provider threw a value of type object, which is no error"],
    ["an error without a message", new TypeError(), "TypeError"],
    ["several errors", new AggregateError([new Error("one"), "two"], "both failed"), "both failed; one; two"],
  ])("tells %s that was thrown", async (_what, thrown, detail) => {
    const run = start(() => Promise.reject(thrown));
    await run.outcome;
    expect(run.told()).toEqual([`error: Cannot create test_thing / ${detail}`]);
  });

  it("does not follow a chain of causes for ever, nor tells one twice", async () => {
    const error = new Error("round");
    error.cause = error;
    const run = start(() => Promise.reject(error));
    await run.outcome;
    expect(run.told()).toEqual(["error: Cannot create test_thing / round"]);
  });

  it("tells what an author's code throws before it waits for anything", async () => {
    const run = start(() => {
      throw new RangeError("at once");
    });
    expect(await run.outcome).toEqual({ done: false });
    expect(run.told()).toEqual(["error: Cannot create test_thing / at once"]);
  });
});

describe("A time limit", () => {
  it("is told to the verb, ends it, and says what it was waiting for", async () => {
    let deadlineMs: number | undefined;
    const run = start(
      (context) => {
        deadlineMs = context.deadlineMs;
        return untilAborted(context);
      },
      { timeoutMs: 90_000 },
    );
    await settle();
    expect(deadlineMs).toBe(run.clock.now() + 90_000);
    run.clock.advance(89_999);
    await settle();
    expect(run.told()).toEqual([]);
    run.clock.advance(1);
    expect(await run.outcome).toEqual({ done: false });
    expect(run.told()).toEqual([
      "error: Cannot create test_thing: time-out after 1m30s while waiting for etcd: 1 of 3 members / What has been reached stays as it is. Find out why it takes so long; then run Terraform again, which goes on from there, or allow more time with the attribute timeouts.",
    ]);
    expect(run.clock.waiting).toBe(0);
    expect(run.lines).toContainEqual({ level: "info", message: "waiting for etcd: 1 of 3 members" });
  });

  it("says how to see more of what it waited for, as it was last told", async () => {
    const run = start(
      (context) => {
        context.progress("looking for it", '"talosctl dmesg" shows it');
        return untilAborted(context);
      },
      { timeoutMs: 1000 },
    );
    await settle();
    run.clock.advance(1000);
    await run.outcome;
    expect(run.told()[0]).toContain(
      'Find out why it takes so long ("talosctl dmesg" shows it); then run Terraform again',
    );
  });

  it("says what the verb made of it, where that is something else", async () => {
    const run = start(
      ({ signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new Error("socket closed", { cause: signal.reason }))),
        ),
      { timeoutMs: 1000 },
    );
    await settle();
    run.clock.advance(1000);
    await run.outcome;
    expect(run.told()[0]).toMatch(/time-out after 1s \/ .*\nIt ended with: socket closed/);
  });

  it("tells the author's own diagnostic, too", async () => {
    const run = start(
      ({ signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new DiagnosticError("Half done", "The server is there."))),
        ),
      { timeoutMs: 1000 },
    );
    await settle();
    run.clock.advance(1000);
    await run.outcome;
    expect(run.told().map((line) => line.split(" / ")[0])).toEqual([
      "error: Cannot create test_thing: time-out after 1s",
      "error: Half done",
    ]);
  });

  it("lets a verb answer what it has reached, and gives its errors their reason", async () => {
    const run = start(
      ({ signal, diagnostics }) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => {
            diagnostics.error("Half done", "One of two.");
            resolve("half");
          }),
        ),
      { timeoutMs: 1000 },
    );
    await settle();
    run.clock.advance(1000);
    expect(await run.outcome).toEqual({ done: true, value: "half" });
    expect(run.told().map((line) => line.split(" / ")[0])).toEqual([
      "error: Half done",
      "error: Cannot create test_thing: time-out after 1s",
    ]);
  });

  it("gives up a verb that does not end although it was told to", async () => {
    const run = start(() => new Promise(() => {}), { timeoutMs: 1000 });
    await settle();
    run.clock.advance(1000);
    run.clock.advance(GRACE_MS - 1);
    await settle();
    expect(run.told()).toEqual([]);
    run.clock.advance(1);
    expect(await run.outcome).toEqual({ done: false });
    expect(run.told()[0]).toMatch(/time-out after 1s \/ .*\nIt ended with: It did not end when it was told to/);
  });
});

describe("A cancellation", () => {
  it.each(["the caller", "StopProvider"])("by %s ends the verb, and says during what", async (who) => {
    const caller = new AbortController();
    const run = start(untilAborted, { signal: caller.signal });
    await settle();
    if (who === "the caller") caller.abort();
    else run.stop.stopProvider();
    expect(await run.outcome).toEqual({ done: false });
    expect(run.told()).toEqual([
      "error: Cannot create test_thing: cancelled / Terraform was stopped while waiting for etcd: 1 of 3 members.",
    ]);
  });

  it("lets a verb answer what it has reached", async () => {
    const run = start(
      ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve("half"))),
    );
    await settle();
    run.stop.stopProvider();
    expect(await run.outcome).toEqual({ done: true, value: "half" });
    expect(run.told()).toEqual([]);
  });

  it("does not reach what starts afterwards", async () => {
    const stop = createStop();
    const before = stop.signal();
    stop.stopProvider();
    expect(before.aborted).toBe(true);
    expect(stop.signal().aborted).toBe(false);
  });

  it("is seen by a verb that starts after the caller has gone", async () => {
    const run = start(async ({ signal }) => String(signal.aborted), { signal: AbortSignal.abort() });
    expect(await run.outcome).toEqual({ done: true, value: "true" });
  });

  it("that comes first is told, although the deadline passes later", async () => {
    let end: (() => void) | undefined;
    const run = start(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          end = () => reject(signal.reason);
        }),
      { timeoutMs: 1000 },
    );
    await settle();
    run.stop.stopProvider();
    run.clock.advance(1000);
    end?.();
    await run.outcome;
    expect(run.told()[0]).toMatch(/^error: Cannot create test_thing: cancelled/);
  });
});
