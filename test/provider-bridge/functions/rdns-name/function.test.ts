import { FunctionError } from "../../../../provider-bridge/framework/contract/function-definition";
import { rdnsName } from "../../../../provider-bridge/functions/rdns-name/function";

test("The function answers with the name", () => {
  expect(rdnsName.call("{{ hostname }}.example.com", { hostname: "node" })).toBe("node.example.com");
});

test("The function tells Terraform what is wrong", () => {
  expect(() => rdnsName.call("{{ nothing }}", {})).toThrow(FunctionError);
});
