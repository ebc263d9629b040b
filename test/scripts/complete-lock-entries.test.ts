import { completeLockEntries, missingOptional } from "../../scripts/complete-lock-entries";

const entries = {
  "": { optionalDependencies: { "only-here": "1.0.0" } },
  "node_modules/only-here": { version: "1.0.0" },
  "node_modules/tool": {
    version: "2.0.0",
    dev: true,
    license: "MIT",
    optionalDependencies: {
      "@tool/cli-linux-x64": "2.0.0",
      "@tool/cli-linux-x64-musl": "2.0.0",
      "@tool/cli-darwin-arm64": "2.0.0",
    },
  },
  "node_modules/@tool/cli-linux-x64": { version: "2.0.0" },
  "node_modules/a/node_modules/b": { optionalDependencies: { inner: "1.0.0", outer: "1.0.0" } },
  "node_modules/a/node_modules/inner": {},
  "node_modules/outer": {},
};

test("What is named and not there is found, wherever Node would look for it", () => {
  expect(missingOptional(entries)).toEqual([
    { by: "node_modules/tool", name: "@tool/cli-linux-x64-musl", version: "2.0.0" },
    { by: "node_modules/tool", name: "@tool/cli-darwin-arm64", version: "2.0.0" },
  ]);
});

test("It is added with version and platform, and nothing else changes", () => {
  const complete = completeLockEntries(entries);
  expect(missingOptional(complete)).toEqual([]);
  expect(complete).toMatchObject(entries);
  expect(complete["node_modules/@tool/cli-linux-x64-musl"]).toEqual({
    version: "2.0.0",
    cpu: ["x64"],
    libc: ["musl"],
    os: ["linux"],
    dev: true,
    license: "MIT",
    optional: true,
  });
  expect(complete["node_modules/@tool/cli-darwin-arm64"]).toMatchObject({ cpu: ["arm64"], os: ["darwin"] });
  expect(completeLockEntries(complete)).toEqual(complete);
});

test("An optional package without a platform in its name is not guessed at", () => {
  const lock = { "node_modules/tool": { optionalDependencies: { plugin: "1.0.0" } } };
  expect(() => completeLockEntries(lock)).toThrow('"plugin" does not say its platform');
});
