import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTemporaryFolder } from "../../sandbox/temporary-folder";

test("goes when asked to, twice is once, and at the end of the process at the latest", () => {
  const parent = mkdtempSync(join(tmpdir(), "hephaestus-test-"));
  try {
    const [one, other] = [makeTemporaryFolder("a-", parent), makeTemporaryFolder("a-", parent)];
    writeFileSync(join(one.path, "file"), "");
    one.remove();
    one.remove();
    expect([existsSync(one.path), existsSync(other.path)]).toEqual([false, true]);
    // What Node calls at the end of a process: ours is among its listeners.
    process.listeners("exit").at(-1)?.call(process, 0);
    expect(existsSync(other.path)).toBe(false);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
