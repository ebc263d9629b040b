import { Token } from "cdktf";
import { isHcloudId, numberOf } from "../../../constructs/props/hcloud-id";

/** As users write what Terraform shall look up. */
const EXPRESSION = ["$", "{hcloud_network.company.id}"].join("");

test.each(["1", "4711", "9007199254740991", EXPRESSION, Token.asString({ resolve: () => "x" })])(
  "%j can be an id",
  (id) => {
    expect(isHcloudId(id)).toBe(true);
  },
);

test.each(["", "0", "company", "4711-10.0.0.0/24", "-1", "1.5", " 1", "1e3"])("%j can be none", (id) => {
  expect(isHcloudId(id)).toBe(false);
});

test("an id is a number; an expression stays one, in the place of a number", () => {
  expect(numberOf("4711")).toBe(4711);
  expect(Token.isUnresolved(numberOf(EXPRESSION))).toBe(true);
});
