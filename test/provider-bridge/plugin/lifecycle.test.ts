import { type ExitReason, Lifecycle } from "../../../provider-bridge/plugin/lifecycle";

/** A lifecycle in a world where time passes only when it is told to. */
function world(): { lifecycle: Lifecycle; exits: ExitReason[]; pass: (ms: number) => void; killParent: () => void } {
  const exits: ExitReason[] = [];
  const tasks = new Map<() => void, { readonly intervalMs: number; nextMs: number }>();
  let parentRuns = true;
  let nowMs = 0;
  const lifecycle = new Lifecycle({
    exit: (reason) => void exits.push(reason),
    parentRuns: () => parentRuns,
    every: (intervalMs, task) => {
      tasks.set(task, { intervalMs, nextMs: nowMs + intervalMs });
      return () => void tasks.delete(task);
    },
    firstConnectionMs: 60_000,
    reconnectMs: 3_000,
  });
  const pass = (ms: number): void => {
    for (const endMs = nowMs + ms; nowMs < endMs; ) {
      nowMs += 500;
      for (const [task, timer] of [...tasks]) {
        if (timer.nextMs <= nowMs) {
          timer.nextMs += timer.intervalMs;
          task();
        }
      }
    }
  };
  return {
    lifecycle,
    exits,
    pass,
    killParent: () => {
      parentRuns = false;
    },
  };
}

describe("Lifecycle", () => {
  it("waits a minute for the first connection", () => {
    const { exits, pass } = world();
    pass(59_500);
    expect(exits).toEqual([]);
    pass(500);
    expect(exits).toEqual(["never connected"]);
  });

  it("stays as long as somebody is connected", () => {
    const { lifecycle, exits, pass } = world();
    lifecycle.connectionOpened();
    lifecycle.connectionOpened();
    lifecycle.connectionClosed();
    pass(10_000_000);
    expect(exits).toEqual([]);
  });

  it("goes though a connection seems to be there, when the parent has been gone for a while", () => {
    const { lifecycle, exits, pass, killParent } = world();
    lifecycle.connectionOpened();
    killParent();
    pass(9_000);
    expect(exits).toEqual([]);
    pass(5_000);
    expect(exits).toEqual(["parent gone"]);
  });

  it("goes a few seconds after the last connection, unless another one comes", () => {
    const { lifecycle, exits, pass } = world();
    lifecycle.connectionOpened();
    lifecycle.connectionClosed();
    pass(2_500);
    lifecycle.connectionOpened();
    pass(60_000);
    expect(exits).toEqual([]);
    lifecycle.connectionClosed();
    pass(2_500);
    expect(exits).toEqual([]);
    pass(500);
    expect(exits).toEqual(["disconnected"]);
  });

  it("goes at once when nobody is connected and the parent has gone", () => {
    const { exits, pass, killParent } = world();
    killParent();
    pass(500);
    expect(exits).toEqual(["parent gone"]);
  });

  it("exits once", () => {
    const { lifecycle, exits, pass } = world();
    lifecycle.connectionOpened();
    lifecycle.exit("shutdown");
    lifecycle.connectionClosed();
    lifecycle.exit("terminated");
    pass(100_000);
    expect(exits).toEqual(["shutdown"]);
  });
});
