import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replay } from "../../../scripts/oracles/cty";
import { testIf } from "../../support/availability";
import { oracle } from "../../support/oracles";

describe.each([
  ["valid", 20_000],
  ["invalid", 2_000],
  ["lenient", 2_000],
  ["equal", 3_000],
  ["json", 3_000],
  ["conforms", 1_000],
])("the corpus %s", (name, count) => {
  const file = oracle(`cty/${name}.jsonl.gz`);
  testIf(
    file !== undefined,
    `oracles/cty/${name}.jsonl.gz is not on this machine`,
    "is met in every case",
    async () => {
      const result = await replay([file ?? ""]);
      expect(result.failures.slice(0, 5)).toEqual([]);
      expect(result).toMatchObject({ failed: 0, skipped: 0 });
      expect(result.passed).toBeGreaterThanOrEqual(count);
    },
  );
});

describe("the replay itself", () => {
  test("finds a case that is wrong in each of its parts", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cty-replay-"));
    try {
      const file = join(folder, "any.jsonl");
      const lines = [
        { meta: {} },
        { i: 0, t: "number", m: "AQ==", d: { n: "1" }, j: "1" },
        { i: 1, t: "number", m: "AQ==", d: { n: "2" }, j: "1" },
        { i: 2, t: "number", m: "zAE=", d: { n: "1" }, j: "1" },
        { i: 3, t: "number", m: "AQ==", d: { n: "1" }, j: "2" },
        { i: 4, t: "string", m: "oWE=", class: "error" },
        { i: 5, t: "number", a: "AQ==", b: "Ag==", eq: true },
        { i: 6, t: "number", m: "AQ==", vt: "number", want: "string", e: [] },
        { i: 7, t: "string", j: "[", class: "ok", m: "oA==", d: "", r: '""' },
        { i: 8, t: "string", j: '""', class: "error" },
      ];
      await writeFile(file, lines.map((line) => JSON.stringify(line)).join("\n"));
      const result = await replay([file, join(folder, "missing.jsonl")]);
      expect(result).toMatchObject({ passed: 1, failed: 8, skipped: 1 });
      const cases = result.failures.slice(0, -1).map((failure) => /case (\d)/.exec(failure)?.[1]);
      expect(cases).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
