import {
  readDocuments,
  resolveScalar,
  writeDocument,
  YamlError,
  type YamlNode,
} from "../../../../provider-bridge/talos-config/yaml";

/** Nodes as plain values: scalars as `[tag, value]`. */
function plain(node: YamlNode): unknown {
  if (node.kind === "alias") return plain(node.target);
  if (node.kind === "sequence") return node.items.map(plain);
  if (node.kind === "mapping") return node.entries.map(({ key, value }) => [plain(key), plain(value)]);
  const resolved = resolveScalar(node);
  return resolved === undefined ? "no such value" : [resolved.tag, resolved.value];
}

const read = (text: string) => readDocuments(text).map(plain);

test.each([
  ["~", "!!null", null],
  ["", "!!null", null],
  ["true", "!!bool", true],
  ["yes", "!!str", "yes"],
  ["off", "!!str", "off"],
  ["012", "!!int", 10],
  ["0o12", "!!int", 10],
  ["0x1F", "!!int", 31],
  ["0b11", "!!int", 3],
  ["1_000", "!!int", 1000],
  ["18446744073709551615", "!!int", 18_446_744_073_709_551_615n],
  ["18446744073709551616", "!!float", 2 ** 64],
  ["1e3", "!!float", 1000],
  ["1.", "!!float", 1],
  [".5", "!!float", 0.5],
  ["-.INF", "!!float", Number.NEGATIVE_INFINITY],
  ["1:30", "!!str", "1:30"],
  ["2001-12-14", "!!timestamp", { timestamp: "2001-12-14" }],
  ["2001-02-30", "!!str", "2001-02-30"],
  ["'012'", "!!str", "012"],
  ['"\\x41\\u00e9\\n"', "!!str", "Aé\n"],
  ["!!str 012", "!!str", "012"],
  ["!!binary aGk=", "!!binary", "hi"],
  ["!!float 1", "!!float", 1],
])("%s is %s %p", (text, tag, value) => {
  expect(read(`a: ${text}\n`)).toEqual([
    [
      [
        ["!!str", "a"],
        [tag, value],
      ],
    ],
  ]);
});

test.each([
  ["literal", "|\n  a\n   b\n\n  c\n\n", "a\n b\n\nc\n"],
  ["literal, stripped", "|-\n  a\n", "a"],
  ["literal, kept", "|+\n  a\n\n", "a\n\n"],
  ["literal with its own indentation", "|2\n   a\n", " a\n"],
  ["folded", ">\n  a\n  b\n\n  c\n", "a b\nc\n"],
  ["plain over lines", "a\n  b\n\n  c\n", "a b\nc"],
  ["double quoted over lines", '"a\n  b\\\n  c"\n', "a bc"],
])("a scalar that is %s", (_name, text, value) => {
  expect(read(`k: ${text}`)).toEqual([
    [
      [
        ["!!str", "k"],
        ["!!str", value],
      ],
    ],
  ]);
});

test("documents, anchors, flow collections, explicit keys and comments", () => {
  expect(read("# c\n---\n&a x: [1, {b: c}, d: e,]\n...\n---\n? k\n: *z\n".replace("*z", "y"))).toHaveLength(2);
  expect(read("a: &x [1]\nb: *x\n")).toEqual([
    [
      [["!!str", "a"], [["!!int", 1]]],
      [["!!str", "b"], [["!!int", 1]]],
    ],
  ]);
  expect(read("")).toEqual([]);
});

test.each([
  ["a: b: c", 1, /mapping value/],
  ["a: [1, 2", 1, /expected here/],
  ["a: 'x", 1, /quoted|ends/],
  ["a: *b", 1, /no anchor "b"/],
  ["a: &b [*b]", 1, /contains itself/],
  ["a:\n\tb: c", 2, /tab/],
  ["a: b\n c: d\n", 2, /mapping value/],
  ["a: \u0007", 1, /U\+0007/],
  ["a: @x", 1, /no token starts/],
  ["%YAML 1.2\n---\na: b", 1, /1\.1 only/],
  ["a: b\n\ufeff\n", 2, /lacks its ":"/],
  ["- a\nb: c", 2, /"-" is expected|not allowed|list entry/],
  [`${"[".repeat(600)}`, 1, /nested more than 500/],
])("%j is refused in line %d", (text, line, problem) => {
  let thrown: unknown;
  try {
    readDocuments(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(YamlError);
  expect(thrown).toMatchObject({ line, problem: expect.stringMatching(problem) });
});

test.each([
  ["a", "a"],
  ["", '""'],
  ["true", '"true"'],
  ["y", '"y"'],
  ["012", '"012"'],
  ["1e3", '"1e3"'],
  ["null", '"null"'],
  ["a: b", "'a: b'"],
  ["- x", "'- x'"],
  ["#c", "'#c'"],
  ["it's", "it's"],
  [" x", "' x'"],
  ["a\tb", '"a\\tb"'],
  ["é😀", '"é\\U0001F600"'],
  ["two\nlines", "|-\n    two\n    lines"],
  ["two\nlines\n", "|\n    two\n    lines"],
])("the text %j is written as %s", (text, written) => {
  expect(writeDocument(new Map([["k", text]]))).toBe(`k: ${written}\n`);
});

test("what is written reads as the same, whatever the text", () => {
  const odd = [
    "\u0085",
    "\u2028",
    "a\r\nb",
    "\\",
    '"',
    "'",
    "%",
    "?",
    "- ",
    ": ",
    "\ufeff",
    "\u00a0",
    "a #b",
    "~",
    "<<",
  ];
  for (const text of odd)
    expect(read(writeDocument(new Map([["k", text]])))).toEqual([
      [
        [
          ["!!str", "k"],
          ["!!str", text],
        ],
      ],
    ]);
});
