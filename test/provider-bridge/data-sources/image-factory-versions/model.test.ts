import { versionsThatFit } from "../../../../provider-bridge/data-sources/image-factory-versions/model";

const versions = ["v1.13.9", "v1.9.0", "v1.13.10", "v1.14.0-alpha.1", "v1.13.0", "nonsense", "v1.14.0-beta.0"];

test("versions are sorted as versions, not as text, and what is none is left out", () => {
  expect(versionsThatFit(versions, { stableOnly: true, minor: null })).toEqual([
    "v1.9.0",
    "v1.13.0",
    "v1.13.9",
    "v1.13.10",
  ]);
});

test("what is not released yet is shown when asked for", () => {
  expect(versionsThatFit(versions, { stableOnly: false, minor: "v1.14" })).toEqual([
    "v1.14.0-alpha.1",
    "v1.14.0-beta.0",
  ]);
});

test("a minor version is whole: 1.1 is not 1.13", () => {
  expect(versionsThatFit(versions, { stableOnly: true, minor: "1.1" })).toEqual([]);
  expect(versionsThatFit(versions, { stableOnly: true, minor: "1.13" }).at(-1)).toBe("v1.13.10");
});
