import { measure, type Subject } from "../../../bench/harness";

/** A subject whose samples are the values, the last one for ever; all calls are noted. */
function subject(name: string, values: readonly number[], calls: string[]): Subject<number> {
  let taken = 0;
  return {
    name,
    numberOf: (value) => value,
    sample: async () => {
      calls.push(name);
      const value = values[Math.min(taken, values.length - 1)] ?? 0;
      taken += 1;
      return value;
    },
  };
}

const options = { warmup: 1, minRounds: 5, maxRounds: 12, quietMs: 0 };

test("measure takes turns, throws the first rounds away and ends when the medians are known", async () => {
  const calls: string[] = [];
  const result = await measure([subject("a", [999, 10], calls), subject("b", [20], calls)], options);
  expect(result.samples.get("a")).toEqual([10, 10, 10, 10, 10]);
  expect([result.rounds, result.uncertainty]).toEqual([5, 0]);
  const firstTurns = calls.filter((name, index) => name !== calls[index - 1]);
  expect(firstTurns.slice(0, 4)).toEqual(["a", "b", "a", "b"]);
});

test("measure goes on while the samples scatter, and gives up at the last round", async () => {
  const scattered = Array.from({ length: 100 }, (_none, index) => 10 + 50 * (index % 3));
  const result = await measure([subject("a", scattered, [])], options);
  expect(result.rounds).toBe(12);
  expect(result.uncertainty).toBeGreaterThan(0.02);
});

test("measure begins no round after its time limit", async () => {
  const result = await measure([subject("a", [1], [])], { ...options, limitMs: 0 });
  expect(result.rounds).toBe(1);
});

test("What a sample throws ends the measurement", async () => {
  const failing: Subject<number> = {
    name: "a",
    numberOf: (value) => value,
    sample: async () => {
      throw new Error("Cannot go on");
    },
  };
  await expect(measure([failing], options)).rejects.toThrow("Cannot go on");
});
