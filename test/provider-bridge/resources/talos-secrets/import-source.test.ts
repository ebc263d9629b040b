import { importSource } from "../../../../provider-bridge/resources/talos-secrets/import-source";

test.each([
  ["secrets.yaml", { file: "secrets.yaml", contract: "v1.13" }],
  ["/a b/secrets.yaml@v1.10", { file: "/a b/secrets.yaml", contract: "v1.10" }],
  ["me@home/secrets.yaml", { file: "me@home/secrets.yaml", contract: "v1.13" }],
  ["env:SECRETS@1.9.5", { variable: "SECRETS", contract: "v1.9" }],
])("%s", (id, expected) => {
  expect(importSource(id)).toEqual(expected);
});

test.each(["", "env:", "@v1.9", "env:@v1.9"])('"%s" names nothing', (id) => {
  expect(() => importSource(id)).toThrow(SyntaxError);
});

test("a contract that nobody knows is refused", () => {
  expect(() => importSource("secrets.yaml@v1.99")).toThrow(/v1\.99/);
});
