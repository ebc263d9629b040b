import { celProblem } from "../../../../provider-bridge/talos-config/cel";

test.each(["true", "disk.size > 10u * GB", "!system_disk && disk.transport == 'nvme'", "disk.model.startsWith('a')"])(
  "takes %s for a disk",
  (text) => {
    expect(celProblem(text, "disk", "bool")).toBeUndefined();
  },
);

test.each([
  ["half an expression", "disk.size >"],
  ["an unknown field", "disk.colour == 'red'"],
  ["an unknown name", "dick.size > 1u"],
  ["another type", "disk.size"],
  ["types that do not meet", "disk.size > 'a'"],
])("refuses %s", (_name, text) => {
  expect(celProblem(text, "disk", "bool")).toMatch(/./);
});
