import { createRandom } from "./random";

describe("createRandom", () => {
  it("repeats itself for one seed and differs between seeds", () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => random.uint32());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(new Set(draw(3)).size).toBeGreaterThan(45);
  });

  it("stays in its range and reaches both ends", () => {
    const random = createRandom(7);
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    expect(() => random.integer(2, 1)).toThrow(RangeError);
  });

  it("picks every item and refuses an empty list", () => {
    const random = createRandom(8);
    expect(new Set(Array.from({ length: 200 }, () => random.pick(["a", "b", "c"]))).size).toBe(3);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it("forks generators that do not disturb each other", () => {
    const one = createRandom(9);
    const two = createRandom(9);
    const forkOfOne = one.fork();
    const forkOfTwo = two.fork();
    forkOfOne.bytes(100);
    expect(one.bytes(16)).toEqual(two.bytes(16));
    expect(forkOfTwo.chance(0)).toBe(false);
  });
});
