import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createProvider } from "../../provider-bridge/provider";
import { REGISTERED_RULES } from "./registered";

const exists = (path: string) => existsSync(resolve(__dirname, "../..", path));

describe.each(REGISTERED_RULES)("$title", (rule) => {
  it("finds what breaks it in its sample, and nothing else", () => {
    expect([...rule.check(rule.sample, () => false)].sort()).toEqual([...rule.found].sort());
    expect(rule.found).not.toEqual([]);
  });

  it("holds for the provider", () => {
    expect(rule.check(createProvider({}), exists)).toEqual([]);
  });
});

test("The provider registers something", () => {
  expect(createProvider({}).functions.size).toBeGreaterThan(0);
});
