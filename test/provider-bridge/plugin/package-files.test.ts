import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFiles } from "../../../provider-bridge/plugin/package-files";

test("Files beside the code are found by name", () => {
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-package-"));
  try {
    writeFileSync(join(folder, "answer.bin"), "answer");
    const find = packageFiles(folder);
    expect(Buffer.from(find("answer.bin")?.() ?? []).toString()).toBe("answer");
    expect(find("nothing.bin")).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
