import { Annotations } from "cdktf";
import { Construct, RootConstruct } from "constructs";
import { warningsOf } from "../../../cli/cluster/warnings";

test("warnings are told with their place, and what is no warning is not", () => {
  const root = new RootConstruct();
  const part = new Construct(root, "part");
  Annotations.of(part).addWarning("it will rain");
  Annotations.of(part).addInfo("it is autumn");
  expect(warningsOf(root.node.findAll())).toEqual(["Warning: it will rain (at part)"]);
});

test("the same warning at the same place is told once", () => {
  const part = new Construct(new RootConstruct(), "part");
  Annotations.of(part).addWarning("it will rain");
  Annotations.of(part).addWarning("it will rain");
  expect(warningsOf([part, part])).toHaveLength(1);
});
