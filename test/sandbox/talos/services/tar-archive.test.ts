import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarArchive } from "../../../../sandbox/talos/services/tar-archive";
import { describeIf } from "../../../support/availability";

describe("A tar archive", () => {
  it("is made of whole blocks, and ends with two empty ones", () => {
    const archive = tarArchive([{ path: "a", mode: 0o600, modifiedMs: 0, content: Buffer.alloc(513, 1) }]);
    expect(archive.length).toBe(5 * 512);
    expect(archive.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  });
});

const hasTar = spawnSync("tar", ["--version"]).status === 0;

describeIf(hasTar, "there is no tar", "tar itself", () => {
  it("unpacks it: names, modes, times, content", () => {
    const directory = mkdtempSync(join(tmpdir(), "tar-archive-"));
    try {
      const content = Buffer.from("one\ntwo\n");
      const modifiedMs = Date.UTC(2026, 0, 2);
      const entries = [
        { path: "etc", mode: 0o755, modifiedMs, content: undefined },
        { path: "etc/name", mode: 0o640, modifiedMs, content },
        { path: "empty", mode: 0o600, modifiedMs, content: Buffer.alloc(0) },
      ];
      writeFileSync(join(directory, "x.tar"), tarArchive(entries));
      execFileSync("tar", ["-xf", "x.tar"], { cwd: directory });
      expect(readFileSync(join(directory, "etc/name"))).toEqual(content);
      const found = statSync(join(directory, "etc/name"));
      expect([found.mode & 0o777, found.mtimeMs]).toEqual([0o640, modifiedMs]);
      expect(statSync(join(directory, "empty")).size).toBe(0);
      expect(statSync(join(directory, "etc")).isDirectory()).toBe(true);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
