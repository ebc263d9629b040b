import { parseSelector, selects } from "../../../sandbox/world/label-selector";

const labels = { env: "prod", "example.com/role": "web", empty: "" };

test.each([
  ["", true],
  ["env", true],
  ["!env", false],
  ["env=prod", true],
  ["env==prod", true],
  ["env!=prod", false],
  ["other!=x", true],
  ["env in (dev, prod)", true],
  ["env notin (dev,prod)", false],
  ["other notin (a)", true],
  ["other in (a)", false],
  ["example.com/role=web,env", true],
  ["example.com/role=web,!env", false],
  ["empty=", true],
  ["empty", true],
  ["toString", false],
  ["env in (dev),env", false],
])("%j", (selector, wanted) => {
  expect(selects(selector, labels)).toBe(wanted);
});

test.each(["(", "env in", "env in ()x", "a=b=c", ",", "a,,b", "env in (a", "=", "!", "a b", "a=(b)", "x".repeat(1001)])(
  "%j does not parse",
  (selector) => {
    expect(parseSelector(selector)).toBeUndefined();
  },
);
