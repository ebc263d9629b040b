import type { LocalRunner } from "../../../../provider-bridge/clients/local-runner";
import {
  isLeftover,
  isOfDeadRun,
  newRun,
  withoutRun,
} from "../../../../provider-bridge/resources/talos-image/run-labels";

const runner = (pid: number, alive: readonly number[], id = "here"): LocalRunner => ({
  id,
  pid,
  isAlive: (each) => alive.includes(each),
});

const nowMs = 1_800_000_000_000;

describe("whose a temporary thing is", () => {
  const { labels } = newRun(runner(7, [7]), () => 0.5, nowMs + 60_000);

  test.each([
    ["its own process", runner(7, [7]), nowMs, false],
    ["a process beside it that lives", runner(8, [7, 8]), nowMs, false],
    ["a process after it, when it is gone", runner(8, [8]), nowMs, true],
    ["another machine or folder before the deadline", runner(8, [8], "elsewhere"), nowMs, false],
    ["another machine or folder after the deadline", runner(8, [8], "elsewhere"), nowMs + 61_000, true],
  ])("%s", (_, self, atMs, leftover) => {
    expect(isLeftover(labels, self, atMs)).toBe(leftover);
  });

  test("labels that say nothing are nobody's leftover", () => {
    expect(isLeftover({}, runner(8, []), nowMs)).toBe(false);
    expect(isOfDeadRun({ runner: "here", run: "odd" }, runner(8, []))).toBe(true);
  });

  test("what a state has taken over carries no run", () => {
    expect(withoutRun({ ...labels, os: "talos" })).toEqual({ os: "talos" });
  });
});
