import { FunctionError } from "../../../../provider-bridge/framework/contract/function-definition";
import { serverArchitecture } from "../../../../provider-bridge/functions/server-architecture/function";
import { standardCatalogue } from "../../../../sandbox/world/offer";

const { serverTypes } = standardCatalogue();

test("agrees with the catalogue for every server type in it", () => {
  expect(serverTypes.length).toBeGreaterThan(20);
  for (const { name, architecture } of serverTypes) {
    expect(`${name} ${serverArchitecture.call(name)}`).toBe(`${name} ${architecture === "arm" ? "arm64" : "amd64"}`);
  }
});

test.each(["", "cax", "11", "m5.large", "xcpx22", "cpx22 cax11"])("%j is no server type", (name) => {
  expect(() => serverArchitecture.call(name)).toThrow(FunctionError);
  expect(() => serverArchitecture.call(name)).toThrow(JSON.stringify(name));
});
