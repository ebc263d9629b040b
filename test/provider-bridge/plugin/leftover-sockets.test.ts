import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processRuns, removeLeftoverSockets } from "../../../provider-bridge/plugin/leftover-sockets";

describe("removeLeftoverSockets", () => {
  const nowMs = Date.UTC(2026, 0, 1);
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ls-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function leave(name: string, ageMs: number, files: readonly string[] = ["s"]): void {
    const directory = join(root, name);
    mkdirSync(directory);
    for (const file of files) {
      writeFileSync(join(directory, file), "");
    }
    utimesSync(directory, new Date(nowMs - ageMs), new Date(nowMs - ageMs));
  }

  it("removes what dead processes left, and nothing else", () => {
    const old = 2 * 3_600_000;
    leave("terraform-plugin-11-abcDEF", old);
    leave("terraform-plugin-12-abcDEF", old, []);
    leave("terraform-plugin-13-abcDEF", 1_000); // too young
    leave("terraform-plugin-14-abcDEF", old); // still runs
    leave("terraform-plugin-15-abcDEF", old, ["s", "precious"]);
    leave("terraform-plugin-16-abcDEFG", old); // not our form
    leave("terraform-plugin-0-abcDEF", old);
    leave("other", old);
    const removed = removeLeftoverSockets(root, { nowMs, processRuns: (id) => id === 14 });
    expect(removed.sort()).toEqual(["terraform-plugin-11-abcDEF", "terraform-plugin-12-abcDEF"]);
    expect(readdirSync(root).sort()).toEqual([
      "other",
      "terraform-plugin-0-abcDEF",
      "terraform-plugin-13-abcDEF",
      "terraform-plugin-14-abcDEF",
      "terraform-plugin-15-abcDEF",
      "terraform-plugin-16-abcDEFG",
    ]);
    expect(existsSync(join(root, "terraform-plugin-15-abcDEF", "precious"))).toBe(true);
  });

  it("does not mind a directory that is not there", () => {
    expect(removeLeftoverSockets(join(root, "missing"), { nowMs, processRuns: () => false })).toEqual([]);
  });
});

describe("processRuns", () => {
  it("knows this process and one that cannot be", () => {
    expect(processRuns(process.pid)).toBe(true);
    expect(processRuns(2 ** 30)).toBe(false);
  });
});
