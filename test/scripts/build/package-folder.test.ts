import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { layOutMirror, thisPlatform } from "../../../scripts/build/mirror";
import { buildPackage, executableName, type PackageFiles, writePackage } from "../../../scripts/build/package-folder";
import { hephaestusBuild } from "../../../scripts/build/providers";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-package-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FILES: PackageFiles = new Map([
  ["terraform-provider-x_v1", { content: "#!/bin/sh\n", executable: true }],
  ["answer.bin", { content: Uint8Array.of(0, 255), executable: false }],
]);

test("The package has one file that Terraform can take for the executable", async () => {
  const provider = hephaestusBuild();
  const files = await buildPackage(provider);
  const candidates = [...files.keys()].filter((name) => name.startsWith("terraform-provider-"));
  expect(candidates).toEqual([executableName(provider)]);
  expect([...files].filter(([, { executable }]) => executable).map(([name]) => name)).toEqual(candidates);
  expect(files.get("package.json")?.content).toContain('"type":"commonjs"');
});

test("The small main file starts the handshake without the engine", async () => {
  const provider = hephaestusBuild();
  const files = await buildPackage(provider);
  expect(Buffer.byteLength(files.get(executableName(provider))?.content ?? "")).toBeLessThan(4096);
  expect(files.get("plugin.cjs")?.content).not.toContain('require("./engine.cjs")');
  expect(files.get("GetProviderSchema.bin")?.content.length).toBeGreaterThan(1000);
});

test("Nothing in the package tells where it was built", async () => {
  const files = await buildPackage(hephaestusBuild());
  const root = resolve(__dirname, "../../..");
  expect([...files].filter(([, { content }]) => Buffer.from(content).includes(root)).map(([name]) => name)).toEqual([]);
});

test("A package is written with its modes, for everybody, and takes the place of the one before", async () => {
  const target = join(folder, "a", "b");
  await writePackage(new Map([["old", { content: "", executable: false }]]), target);
  await writePackage(FILES, target);
  expect(readdirSync(target).sort()).toEqual(["answer.bin", "terraform-provider-x_v1"]);
  expect(readdirSync(join(folder, "a"))).toEqual(["b"]);
  expect(statSync(target).mode & 0o777).toBe(0o755);
  expect(statSync(join(target, "terraform-provider-x_v1")).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(target, "answer.bin"))).toEqual(Buffer.of(0, 255));
});

test("A mirror has a folder for each platform, with the same in it, in both registries", async () => {
  const place = { mirror: folder, address: "registry.terraform.io/yaklab/x", version: "1.2.3" };
  await layOutMirror(FILES, place);
  for (const host of ["registry.terraform.io", "registry.opentofu.org"]) {
    const root = join(folder, host, "yaklab/x/1.2.3");
    expect(readdirSync(root).sort()).toEqual(["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"]);
    for (const platform of readdirSync(root)) expect(readdirSync(join(root, platform)).sort()).toHaveLength(2);
  }
});

test("Platforms are named as Terraform does, and one without a package is refused", () => {
  expect(thisPlatform("linux", "x64")).toBe("linux_amd64");
  expect(thisPlatform("darwin", "arm64")).toBe("darwin_arm64");
  expect(() => thisPlatform("win32", "x64")).toThrow(/there are linux_amd64/);
});
