/** Layers as a process of the built package loads them: with what V8 has compiled of them, and without. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Script } from "node:vm";
import { compiledFile, layerScript } from "../../../provider-bridge/plugin/load-layer";
import { bundleLoader } from "../../../scripts/build/bundle";

const LAYER = `
globalThis.runs = (globalThis.runs ?? 0) + 1;
if (globalThis.runs === globalThis.failsAt) throw new Error("broken");
exports.sum = function sum(a, b) { return a + b; };
exports.folder = __dirname;
exports.file = require("node:path").basename(__filename);
`;

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-layer-"));
  for (const { name, text } of await bundleLoader(
    resolve(__dirname, "../../../provider-bridge/plugin/load-layer.ts"),
  )) {
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, "one.cjs"), LAYER);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program beside the layer in a Node of its own, and gives what it printed. */
function run(program: string): unknown {
  writeFileSync(join(folder, "main.cjs"), program);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "main.cjs")], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const USE = `
const { loadLayer } = require("./load-layer.cjs");
const one = loadLayer("one");
const same = loadLayer("one") === one;
console.log(JSON.stringify({ sum: one.sum(1, 2), file: one.file, isHere: one.folder === __dirname, same, runs }));
`;
const USED = { sum: 3, file: "one.cjs", isHere: true, same: true, runs: 1 };

/** Compiles the layer in a Node of its own, after a call of its function. */
const COMPILE = `
const { layerScript, runLayer, compiledFile } = require("./load-layer.cjs");
const path = require("node:path").join(__dirname, "one.cjs");
const [script, module_] = [layerScript(path), { exports: {} }];
runLayer(script, module_, path);
module_.exports.sum(1, 2);
require("node:fs").writeFileSync(require("node:path").join(__dirname, compiledFile("one")), script.createCachedData());
console.log("null");
`;

const REFUSED = `
const { layerScript, compiledFile } = require("./load-layer.cjs");
const path = require("node:path").join(__dirname, "one.cjs");
const data = require("node:fs").readFileSync(require("node:path").join(__dirname, compiledFile("one")));
console.log(JSON.stringify(layerScript(path, data).cachedDataRejected));
`;

test("a layer is run once, and finds itself and its neighbours where it lies", () => {
  expect(run(USE)).toEqual(USED);
});

test("what was compiled is taken, and changes nothing", () => {
  run(COMPILE);
  expect(run(REFUSED)).toBe(false);
  expect(run(USE)).toEqual(USED);
});

test("what was compiled of another text, by another V8, or is damaged, is left", () => {
  run(COMPILE);
  const path = join(folder, compiledFile("one"));
  const good = readFileSync(path);
  const damaged = [Buffer.alloc(0), good.subarray(0, 40), good.subarray(0, -8), Buffer.from("rubbish".repeat(100))];
  for (const data of damaged) {
    writeFileSync(path, data);
    expect([run(REFUSED), run(USE)]).toEqual([true, USED]);
  }
  writeFileSync(path, good);
  writeFileSync(join(folder, "one.cjs"), `${LAYER}\n// longer`);
  expect([run(REFUSED), run(USE)]).toEqual([true, USED]);
});

test("a layer that throws is not half there: it throws, and is run again when it is asked for again", () => {
  const program = `
globalThis.failsAt = 1;
const { loadLayer } = require("./load-layer.cjs");
let message;
try { loadLayer("one"); } catch (error) { message = error.message; }
console.log(JSON.stringify({ message, sum: loadLayer("one").sum(2, 2), runs }));
`;
  expect(run(program)).toEqual({ message: "broken", sum: 4, runs: 2 });
  run(COMPILE);
  expect(run(program)).toEqual({ message: "broken", sum: 4, runs: 2 });
});

test("what is compiled is named after what it is good for", () => {
  expect(compiledFile("engine", "11.3.244.8-node.38", "x64")).toBe("engine.x64-11.3.244.8-node.38.bin");
  expect(compiledFile("engine")).toContain(process.versions.v8);
  expect(layerScript(join(folder, "one.cjs"))).toBeInstanceOf(Script);
});
