import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTextFile } from "../../../../provider-bridge/clients/local-files";

const signal = new AbortController().signal;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([0, 1, 65_536, 200_001])("A file of %i bytes is read whole", async (size) => {
  const text = "x".repeat(size);
  writeFileSync(join(folder, "text"), text);
  expect(await readTextFile(join(folder, "text"), signal)).toBe(text);
});

test("What is missing, a folder, too large or endless is an error that names the file", async () => {
  writeFileSync(join(folder, "large"), Buffer.alloc(4_194_305));
  await expect(readTextFile(join(folder, "large"), signal)).rejects.toThrow(/large.*more than 4194304 bytes/);
  await expect(readTextFile("/dev/zero", signal)).rejects.toThrow(RangeError);
  await expect(readTextFile(join(folder, "missing"), signal)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(readTextFile(folder, signal)).rejects.toMatchObject({ code: "EISDIR" });
});

test("Stopping stops it", async () => {
  await expect(readTextFile("/dev/zero", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
});
