import {
  matchesLabels,
  parseLabelSelector,
  selectsLabels,
} from "../../../../sandbox/kubernetes/selectors/label-selector";

const labels = { tier: "front", version: "7", "example.test/app": "web", empty: "" };

test.each([
  ["", true],
  ["tier", true],
  ["!tier", false],
  ["!other", true],
  ["tier=front", true],
  ["tier==front", true],
  ["tier!=front", false],
  ["other!=x", true],
  ["tier in (front, back)", true],
  ["tier in (back)", false],
  ["tier notin (back)", true],
  ["other notin (x)", true],
  ["other in (x)", false],
  ["version>6", true],
  ["version<7", false],
  ["tier>1", false],
  ["example.test/app=web,tier=front", true],
  ["example.test/app=web,tier=back", false],
  ["empty=", true],
  ["empty", true],
  ["constructor", false],
])("%j selects: %s", (text, expected) => {
  expect(matchesLabels(labels, parseLabelSelector(text))).toBe(expected);
});

test.each([
  "a=b=c",
  "__proto__",
  "a in b",
  "a in (",
  "a in ()x",
  "(a)",
  "a,,b",
  ",",
  "a b",
  "=x",
  "a=x y",
  "-a-=b",
  "a=-",
  "a>x",
  `${"a".repeat(64)}=b`,
])("%j is refused", (text) => {
  expect(() => parseLabelSelector(text)).toThrow();
});

test("a selector of an object: nothing selects nothing, an empty one everything", () => {
  expect(selectsLabels(undefined, labels)).toBe(false);
  expect(selectsLabels(null, labels)).toBe(false);
  expect(selectsLabels({}, labels)).toBe(true);
  expect(selectsLabels({ matchLabels: { tier: "front" } }, labels)).toBe(true);
  const expression = (operator: string, values?: string[]) => ({
    matchExpressions: [{ key: "tier", operator, ...(values === undefined ? {} : { values }) }],
  });
  expect(selectsLabels(expression("In", ["back", "front"]), labels)).toBe(true);
  expect(selectsLabels(expression("NotIn", ["front"]), labels)).toBe(false);
  expect(selectsLabels(expression("Exists"), labels)).toBe(true);
  expect(selectsLabels(expression("DoesNotExist"), labels)).toBe(false);
});
