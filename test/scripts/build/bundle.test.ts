import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BundledFile, bundle } from "../../../scripts/build/bundle";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sources(files: Readonly<Record<string, string>>): (name: string) => string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return (name) => join(folder, name);
}

/** Runs a bundle in a folder of its own and gives its output, line by line. */
function run(files: readonly BundledFile[], entryName: string): readonly string[] {
  const out = join(folder, "out");
  mkdirSync(out);
  for (const { name, text } of files) writeFileSync(join(out, name), text);
  const { stdout, stderr } = spawnSync(process.execPath, [join(out, entryName)], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

const SOURCES = {
  "main.ts": `
import { greeting } from "./greeting";
console.log(greeting);
const { first } = require("./first") as typeof import("./first");
console.log(first());
`,
  "greeting.ts": 'export const greeting: string = "hello";\n',
  "shared.ts": 'console.log("shared is loaded"); export class Shared {}\n',
  "first.ts": `
import { Shared } from "./shared";
console.log("first is loaded");
export function first(): boolean {
  const { made } = require("./lazy/second") as typeof import("./lazy/second");
  const { other } = require("./lazy/third") as typeof import("./lazy/third");
  return made() instanceof Shared && other() instanceof Shared;
}
`,
  "lazy/second.ts":
    'import { Shared } from "../shared";\nconsole.log("second");\nexport const made = () => new Shared();\n',
  "lazy/third.ts":
    'import { Shared } from "../shared";\nconsole.log("third");\nexport const other = () => new Shared();\n',
};

const OUTPUT = ["hello", "shared is loaded", "first is loaded", "second", "third", "true"];

test("Requires are files of their own, and every module exists once", async () => {
  const source = sources(SOURCES);
  const files = await bundle({ entry: source("main.ts"), entryName: "start", layers: [] });
  expect(files.filter(({ text }) => text.includes("shared is loaded"))).toHaveLength(1);
  expect(files.filter(({ text }) => text.includes('"second"'))).toHaveLength(1);
  expect(files.find(({ name }) => name === "start")?.text).not.toContain("first is loaded");
  expect(run(files, "start")).toEqual(OUTPUT);
});

test("A layer is one file, which the rest takes its modules from", async () => {
  const source = sources(SOURCES);
  const layers = [{ name: "engine", sources: [source("first.ts"), source("lazy/second.ts")] }];
  const files = await bundle({ entry: source("main.ts"), entryName: "start", layers });
  const engine = files.find(({ name }) => name === "engine.cjs");
  expect(engine?.text).toContain("shared is loaded");
  expect(engine?.text).toContain('"second"');
  expect(engine?.text).not.toContain('"third"');
  expect(files.filter(({ text }) => text.includes("shared is loaded"))).toHaveLength(1);
  expect(run(files, "start")).toEqual(OUTPUT);
});

test("Modules of a layer stand side by side, also one that the layer itself requires; packages are left as they are", async () => {
  const source = sources({
    "main.ts": 'const { all } = require("./all") as typeof import("./all");\nconsole.log(all());\n',
    "all.ts": `
import { one } from "./one";
import { inner } from "pack";
export function all(): string {
  const two = require("./two") as typeof import("./two");
  return [one, two.two, inner].join(" ");
}
`,
    "one.ts": 'export const one = "one";\n',
    "two.ts": 'import { one } from "./one";\nexport const two = [one, "and two"].join(" ");\n',
    "node_modules/pack/package.json": '{ "name": "pack", "main": "./index.js" }',
    "node_modules/pack/index.js": 'exports.inner = require("./inner").inner;',
    "node_modules/pack/inner.js": 'exports.inner = "inner";',
  });
  const layers = [{ name: "layer", sources: [source("all.ts"), source("two.ts")] }];
  const files = await bundle({ entry: source("main.ts"), entryName: "start", layers });
  expect(files.find(({ name }) => name === "layer.cjs")?.text).not.toContain("__esm");
  expect(run(files, "start")).toEqual(["one one and two inner"]);
});

test("The entry can be read by a Node that is too old for the rest", async () => {
  const source = sources({ ...SOURCES, "main.ts": "export const x = globalThis.process?.version ?? 'none';\n" });
  const [entry] = await bundle({ entry: source("main.ts"), entryName: "start", layers: [] });
  expect(entry?.text).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(entry?.text).not.toMatch(/\?\.|\?\?/);
});

test("All that is written is ASCII, and means the same", async () => {
  const source = sources({
    "main.ts": 'const { all } = require("./all") as typeof import("./all");\nconsole.log(all());\n',
    "all.ts":
      '/* µ */ export const all = () => [/^µ[à-ü😀]$/u.test("µ😀"), "µ😀".length, `µ`.codePointAt(0)].join();\n',
  });
  const layers = [{ name: "layer", sources: [source("all.ts")] }];
  const files = await bundle({ entry: source("main.ts"), entryName: "start", layers });
  for (const { text } of files) expect(Buffer.byteLength(text)).toBe(text.length);
  expect(run(files, "start")).toEqual(["true,3,181"]);
});

test("An npm package that is required is a file of its own", async () => {
  const source = sources({
    "main.ts": 'const pack = require("pack"); console.log(pack.name, pack.inner);\n',
    "node_modules/pack/package.json": '{ "name": "pack", "main": "./index.js" }',
    "node_modules/pack/index.js": 'exports.name = "pack"; exports.inner = require("./inner").inner;',
    "node_modules/pack/inner.js": 'exports.inner = "inner";',
  });
  const files = await bundle({ entry: source("main.ts"), entryName: "start", layers: [] });
  expect(files).toHaveLength(2);
  expect(run(files, "start")).toEqual(["pack inner"]);
});

test("A source that is not there is an error", async () => {
  const source = sources({ "main.ts": 'import "./nothing";\n' });
  await expect(bundle({ entry: source("main.ts"), entryName: "start", layers: [] })).rejects.toThrow(/nothing/);
});
