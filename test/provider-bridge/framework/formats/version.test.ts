import { parseVersion } from "../../../../provider-bridge/framework/formats/version";

describe("parseVersion", () => {
  it("reads all parts", () => {
    expect(parseVersion("v1.13.9-beta.1+build.5")).toEqual({
      ok: true,
      value: { prefixed: true, major: 1n, minor: 13n, patch: 9n, prerelease: "beta.1", build: "build.5" },
    });
    expect(parseVersion("0.0.99999999999999999999")).toMatchObject({
      value: { prefixed: false, patch: 99999999999999999999n },
    });
    expect(parseVersion("1.0.0-0.a-b.-")).toMatchObject({ value: { prerelease: "0.a-b.-" } });
  });

  it.each([
    "",
    "v",
    "1",
    "1.2",
    "1.2.3.4",
    "01.2.3",
    "1.2.03",
    "V1.2.3",
    " 1.2.3",
    "1.2.3-",
    "1.2.3+",
    "1.2.3-a..b",
    "1.2.3-01",
    "1.2.x",
    "-1.2.3",
    "1.2.3\n",
    "latest",
    "1.".repeat(500),
  ])("refuses %j", (text) => {
    expect(parseVersion(text)).toMatchObject({ ok: false });
  });
});
