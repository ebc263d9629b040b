import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { requireOneCdktf } from "../../../constructs/props/one-cdktf";

test("a stack of another copy of cdktf is refused with the way out", () => {
  const stack = new TerraformStack(new App(), "stack");
  const inside = new Construct(stack, "inside");
  expect(() => requireOneCdktf(inside)).not.toThrow();
  Object.setPrototypeOf(stack, Construct.prototype);
  expect(() => requireOneCdktf(inside)).toThrow('by "cdktf": "npm:cdktn@0.24.0" beside "cdktn"');
});
