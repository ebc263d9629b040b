import { shortLifeFlags } from "../../provider-bridge/ready";
import { underFlags } from "../support/under-flags";

test.each([
  ["v20.20.2", 2],
  ["v22.23.3", 1],
  ["v24.21.0", 1],
  ["v26.0.0", 0],
  ["v2.0.0", 0],
  ["vconstructor.1", 0],
  ["", 0],
])("Node %j gets %i flags: those that were tried with it", (version, count) => {
  expect(shortLifeFlags(version)).toHaveLength(count);
});

test("V8 knows the flags that this Node gets, and works on under them", () => {
  expect(underFlags(process.execPath, shortLifeFlags(process.version))).toEqual({ stdout: "3000000", stderr: "" });
});

test("a flag that V8 does not know is seen by this test", () => {
  expect(underFlags(process.execPath, ["--no-such-flag=1"]).stderr).toContain("unrecognized flag");
});
