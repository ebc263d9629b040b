import { parseYaml } from "../../../../provider-bridge/framework/formats/yaml";

describe("parseYaml", () => {
  it("reads documents as plain data", () => {
    expect(parseYaml("a: 1\nb: [1.0, x]\n---\n- null\n")).toEqual({
      ok: true,
      value: [
        new Map<string, unknown>([
          ["a", 1n],
          ["b", [1, "x"]],
        ]),
        [null],
      ],
    });
    expect(parseYaml("")).toEqual({ ok: true, value: [] });
    expect(parseYaml("1: a")).toEqual({ ok: true, value: [new Map([[1n, "a"]])] });
  });

  it.each([
    ["a: 1\na: 2", "duplicate key at line 2, column 1"],
    ["a: [1", "line 1"],
    ["a: b: c", "line 1"],
    ["\ta: 1", "line 1"],
    ["a: *nothing", "alias"],
    ['"unclosed', "line 1"],
    ["[".repeat(100_000), "resource exhaustion at line 1"],
  ])("refuses %.30j with the place and nothing of the text", (text, problem) => {
    const read = parseYaml(text);
    expect(read.ok ? read.value : read.problem).toContain(problem);
  });

  it("refuses a bomb of aliases in little time", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(", ")}]`);
    }
    expect(parseYaml(lines.join("\n"))).toMatchObject({ ok: false });
  });
});
