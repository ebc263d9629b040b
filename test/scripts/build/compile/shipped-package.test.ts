/** What is shipped: everything that is built, with what this Node compiles of its layers. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledFile } from "../../../../provider-bridge/plugin/load-layer";
import { shippedPackage } from "../../../../scripts/build/compile/shipped-package";
import { buildPackage, type PackageFiles, writePackage } from "../../../../scripts/build/package-folder";
import { hephaestusBuild } from "../../../../scripts/build/providers";
import { findCores } from "../../../../scripts/cores";
import { testIf } from "../../../support/availability";

const LAYERS = ["plugin", "run-plugin", "methods", "engine", "machine"];
const hasCore = findCores().length > 0;
const noCore = "there is neither terraform nor tofu";

let built: PackageFiles;
let shipped: PackageFiles;
let folder: string;

beforeAll(async () => {
  const provider = hephaestusBuild();
  built = await buildPackage(provider);
  shipped = await shippedPackage(provider);
  folder = mkdtempSync(join(tmpdir(), "hephaestus-shipped-"));
  await writePackage(shipped, join(folder, "package"));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A line for each file: what differs is told in short. */
function digests(files: PackageFiles): string[] {
  const digest = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
  return [...files].map(([name, { content }]) => `${name} ${digest(content)}`).sort();
}

test("the rest is what was built", () => {
  const rest = [...shipped].filter(([name]) => built.has(name));
  expect(digests(new Map(rest))).toEqual(digests(built));
});

test("all code is ASCII, as its loader takes it", () => {
  const isAscii = (content: string | Uint8Array) => Buffer.from(content).every((byte) => byte < 0x80);
  const code = [...built].filter(([name]) => name.endsWith(".cjs"));
  expect(code.length).toBeGreaterThan(LAYERS.length);
  expect(code.filter(([, { content }]) => !isAscii(content)).map(([name]) => name)).toEqual([]);
});

testIf(hasCore, noCore, "each layer brings what was compiled of it, and this Node takes it", () => {
  const added = [...shipped.keys()].filter((name) => !built.has(name));
  expect(added.sort()).toEqual(LAYERS.map((name) => compiledFile(name)).sort());
  const program = `
const { compiledFile, layerScript } = require("./load-layer.cjs");
const { join } = require("node:path");
const read = (name) => require("node:fs").readFileSync(join(process.cwd(), name));
const refused = (name) => layerScript(join(process.cwd(), name + ".cjs"), read(compiledFile(name))).cachedDataRejected;
console.log(JSON.stringify(${JSON.stringify(LAYERS)}.map(refused)));
`;
  const cwd = join(folder, "package");
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], { cwd, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(LAYERS.map(() => false));
});

testIf(hasCore, noCore, "the same sources are shipped with the same bytes", async () => {
  expect(digests(await shippedPackage(hephaestusBuild()))).toEqual(digests(shipped));
});
