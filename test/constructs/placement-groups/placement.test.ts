import { groupNumber, nodeLocation, nodeNumbers } from "../../../constructs/placement-groups/placement";
import { createRandom } from "../../support/random";

/** Where each node of a pool is, by its number. */
function places(count: number, exclude: readonly number[]): ReadonlyMap<number, string> {
  const place = (number: number) => `${groupNumber(number)} ${nodeLocation(number, ["fsn1", "nbg1", "hel1"])}`;
  return new Map(nodeNumbers(count, exclude).map((number) => [number, place(number)]));
}

test("no group ever has more than ten nodes", () => {
  for (let count = 0; count <= 100; count += 1) {
    const sizes = new Map<number, number>();
    for (const number of nodeNumbers(count)) sizes.set(groupNumber(number), (sizes.get(groupNumber(number)) ?? 0) + 1);
    expect(Math.max(0, ...sizes.values())).toBeLessThanOrEqual(10);
  }
});

test("whichever nodes go, and however the count changes, the others stay where they are", () => {
  const random = createRandom(11);
  for (let round = 0; round < 500; round += 1) {
    const count = random.integer(1, 60);
    const before = places(count, []);
    const exclude = nodeNumbers(count).filter(() => random.chance(0.3));
    const after = places(random.integer(1, 60), exclude);
    for (const [number, place] of after) {
      expect(exclude).not.toContain(number);
      if (before.has(number)) expect(place).toBe(before.get(number));
    }
  }
});

test("locations are taken in turn", () => {
  expect([1, 2, 3, 4].map((number) => nodeLocation(number, ["fsn1", "hel1"]))).toEqual([
    "fsn1",
    "hel1",
    "fsn1",
    "hel1",
  ]);
  expect(() => nodeLocation(1, [])).toThrow("no location is given");
});
