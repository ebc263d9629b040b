import { successorOf } from "../../../constructs/node-pool/retired-types";

test.each([
  ["cpx21", "hel1", "cpx22"],
  ["cpx21", "ash", undefined],
  ["cpx22", "ash", "cpx21"],
  ["cax11", "ash", "cpx11"],
  ["cax11", "hel1", undefined],
  ["cx22", "fsn1", "cx23"],
  ["cx22", "hil", "cpx11"],
  ["cx23", "sin", "cpx11"],
  ["cax11", "nbg1", undefined],
  ["ccx13", "ash", undefined],
  ["of-tomorrow", "fsn1", undefined],
])("in place of %s in %s: %s", (type, location, successor) => {
  expect(successorOf(type, location)).toBe(successor);
});
