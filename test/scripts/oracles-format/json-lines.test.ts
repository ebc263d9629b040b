import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readJsonLines, textOf } from "../../../scripts/oracles-format/json-lines";
import { parseOracle } from "../../../scripts/oracles-format/oracle";

async function withFile(content: string | Uint8Array, check: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "json-lines-"));
  try {
    await writeFile(join(folder, "lines"), content);
    await check(join(folder, "lines"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("lines are read, gzipped or not, with or without a last line break", async () => {
  for (const content of ['{"a":"x"}\n\n{"a":"y"}\n', gzipSync('{"a":"x"}\n{"a":"y"}')]) {
    await withFile(content, async (path) => {
      expect((await readJsonLines(path)).map((line) => textOf(line, "a"))).toEqual(["x", "y"]);
    });
  }
});

test.each(["[]", "5", "null", '{"a"'])("the line %s is refused", async (line) => {
  await withFile(`{}\n${line}`, (path) => expect(readJsonLines(path)).rejects.toThrow(SyntaxError));
});

test("a key without text, and a module without replay, are told", () => {
  expect(() => textOf({ a: 5 }, "a")).toThrow(/"a" is no text/);
  expect(() => parseOracle("x.ts", { replay: 5 })).toThrow(/x\.ts.*"replay"/);
});
