import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Generator } from "../../scripts/generated-file";
import { loadGenerators, staleFiles } from "../../scripts/generators-run";

const root = resolve(__dirname, "../..");

test("every generated file is as its generator makes it", async () => {
  const generators = await loadGenerators(join(root, "scripts/generators"));
  const stale = await staleFiles(root, generators);
  expect(stale.map((file) => file.path)).toEqual([]);
}, 60_000);

test("a missing and a differing file are stale, an equal one is not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "generators-"));
  try {
    await writeFile(join(folder, "same.ts"), "a\n");
    await writeFile(join(folder, "differs.ts"), "b\n");
    const generator: Generator = {
      generate: async () => ["same.ts", "differs.ts", "missing.ts"].map((path) => ({ path, content: "a\n" })),
    };
    const stale = await staleFiles(folder, [generator]);
    expect(stale.map((file) => file.path)).toEqual(["differs.ts", "missing.ts"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an unknown generator and a file that is none are refused", async () => {
  await expect(loadGenerators(join(root, "scripts/generators"), ["nothing"])).rejects.toThrow(/"nothing"/);
  await expect(loadGenerators(join(root, "scripts/proto"), ["names"])).rejects.toThrow(/exports no "generator"/);
});
