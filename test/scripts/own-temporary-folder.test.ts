import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const source = resolve(__dirname, "../../scripts/own-temporary-folder.ts");

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "own-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A process that uses the folder, notes in a file what `expression` tells, and ends as `end` says. */
function run(expression: string, end = "", temporary = parent): string {
  const note = join(parent, "note");
  const script = `
    const { useOwnTemporaryFolder } = require(${JSON.stringify(source)});
    const folder = useOwnTemporaryFolder();
    require("node:fs").writeFileSync(${JSON.stringify(note)}, JSON.stringify(${expression}));
    ${end}`;
  const env = { ...process.env, TMPDIR: temporary };
  const { stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", script], { env, encoding: "utf8" });
  if (!existsSync(note)) throw new Error(`The process has noted nothing: ${stderr}`);
  return readFileSync(note, "utf8");
}

function foldersLeft(): readonly string[] {
  return readdirSync(parent).filter((name) => name.startsWith("hephaestus-run-"));
}

test("everything temporary is made in one folder, which goes with the process", () => {
  const noted = run('[folder, require("node:os").tmpdir(), process.pid]');
  const [folder, seen, pid]: [string, string, number] = JSON.parse(noted);
  expect(seen).toBe(folder);
  expect(folder.startsWith(join(parent, `hephaestus-run-${pid}-`))).toBe(true);
  expect(foldersLeft()).toEqual([]);
});

test("what a run starts has no other one, and leaves it there", () => {
  const folder = join(parent, `hephaestus-run-${process.pid}-abcdef`);
  mkdirSync(folder);
  expect(JSON.parse(run("folder", "", folder))).toBe(folder);
  expect(existsSync(folder)).toBe(true);
});

test("what a killed process has left is removed by the next one; what a living one has stays", () => {
  run("folder", 'process.kill(process.pid, "SIGKILL");');
  expect(foldersLeft()).toHaveLength(1);
  const living = `hephaestus-run-${process.pid}-abcdef`;
  mkdirSync(join(parent, living));
  run("folder");
  expect(foldersLeft()).toEqual([living]);
});
