import {
  hasQuorum,
  leaveProblem,
  majority,
  mayBeAway,
  type SurveyedMember,
} from "../../../provider-bridge/fleet/quorum";

/** `+` a member that is well, `-` one that is not, `l` a learner; ids from 1 on. */
function members(form: string): readonly SurveyedMember[] {
  return [...form].map((sign, index) => ({
    id: BigInt(index + 1),
    name: `cp-${index + 1}`,
    isLearner: sign === "l",
    isHealthy: sign !== "-",
  }));
}

test("Majorities", () => {
  expect([1, 2, 3, 4, 5].map(majority)).toEqual([1, 2, 2, 3, 3]);
});

test.each([
  ["", false],
  ["+", true],
  ["-", false],
  ["++-", true],
  ["+--", false],
  ["+-", false],
  ["+l", true],
])("%p has a quorum: %p", (form, expected) => {
  expect(hasQuorum(members(form))).toBe(expected);
});

test.each([
  ["+++", 1n, undefined],
  ["++", 1n, undefined],
  ["+", 1n, "last_member"],
  ["+l", 1n, "last_member"],
  ["+l", 2n, undefined],
  ["++-", 1n, "quorum"],
  ["++-", 3n, undefined],
  ["+++-", 1n, undefined],
  ["+++--", 1n, "quorum"],
  ["+++--", 4n, undefined],
  // Nothing is left to be protected.
  ["+--", 1n, undefined],
  ["+--", 2n, undefined],
  ["-", 1n, undefined],
  // Not a member at all.
  ["+++", 9n, undefined],
])("of %p, member %p leaves: %p", (form, id, expected) => {
  expect(leaveProblem(members(form), id)).toBe(expected);
});

test.each([
  ["+", 1n, true],
  ["++", 1n, false],
  ["+++", 1n, true],
  ["++-", 1n, false],
  ["++-", 3n, true],
  ["+++++", 1n, true],
  ["+++--", 1n, false],
])("of %p, member %p is away for a while: %p", (form, id, expected) => {
  expect(mayBeAway(members(form), id)).toBe(expected);
});

test("One member that knows a leader proves that etcd decides: who cannot be asked counts against leaving", () => {
  expect(leaveProblem(members("+--"), 1n, true)).toBe("quorum");
  expect(leaveProblem(members("+--"), 2n, true)).toBe("quorum");
  expect(leaveProblem(members("+"), 1n, true)).toBe("last_member");
  expect(leaveProblem(members("+++"), 1n, false)).toBeUndefined();
});
