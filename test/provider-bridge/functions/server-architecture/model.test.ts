import { serverArchitecture } from "../../../../provider-bridge/functions/server-architecture/model";

test.each([
  ["cx23", "amd64"],
  ["cpx22", "amd64"],
  ["ccx63", "amd64"],
  ["cax41", "arm64"],
  [" CAX11 ", "arm64"],
])("%j is %s", (name, architecture) => {
  expect(serverArchitecture(name)).toBe(architecture);
});

test("a family that is not known yet is not guessed", () => {
  expect(() => serverArchitecture("cqx11")).toThrow(
    'Cannot tell the architecture of server type "cqx11": it is none of the families cx, cpx, ccx, cax',
  );
});
