import { TerraformOutput, TerraformVariable } from "cdktf";
import { jsonText, literalText } from "../../../constructs/props/terraform-text";
import { synthesised } from "../../support/synthesised";

const open = "$" + "{";

test("what Terraform would read as an expression is written apart", () => {
  expect(literalText(`echo ${open}HOME} %{if}`)).toBe(`echo $${open}HOME} %%{if}`);
  expect(jsonText({ a: [`${open}x}`, 'q"', "l\n"] })).toBe(`{"a":["$${open}x}","q\\"","l\\n"]}`);
});

test("where a value holds a token, Terraform writes the JSON, whatever else is in it", () => {
  const json = synthesised((stack) => {
    const token = new TerraformVariable(stack, "secret", {}).stringValue;
    new TerraformOutput(stack, "text", {
      value: jsonText({ token, quoted: 'a"b', lines: ["x\ny"], number: 1, yes: true }),
    });
  });
  expect(json.output?.["text"]).toEqual({
    value: `${open}jsonencode({"token" = var.secret, "quoted" = "a\\"b", "lines" = ["x\\ny"], "number" = 1, "yes" = true})}`,
  });
});
