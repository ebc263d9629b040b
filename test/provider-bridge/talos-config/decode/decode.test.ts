import { DecodeError, type DecodeIssue, decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";

function issuesOf(text: string, minor = 13): readonly DecodeIssue[] {
  try {
    decodeConfig(text, minor);
  } catch (error) {
    if (error instanceof DecodeError) return error.issues;
    throw error;
  }
  return [];
}

const base = "version: v1alpha1\nmachine:\n  type: worker\n";

test.each([
  ["nothing", ""],
  ["comments only", "# hello\n"],
  ["a list", "- a\n"],
  ["the same document twice", `${base}---\n${base}`],
  ["a key twice", "version: v1alpha1\nmachine: {}\nmachine: {}\n"],
  ["a tab as indentation", "version: v1alpha1\nmachine:\n\ttype: worker\n"],
  ["an alias without anchor", "version: v1alpha1\nmachine: *a\n"],
])("refuses %s", (_name, text) => {
  expect(issuesOf(text).length).toBeGreaterThan(0);
});

test("tells line, column, path and the nearest key of an unknown key", () => {
  const [issue] = issuesOf("version: v1alpha1\nmachine:\n  typ: worker\n");
  expect(issue).toMatchObject({ line: 3, column: 3, nearestKey: "type" });
  expect(issue?.path).toContain("machine");
});

test("tells all unknown keys at once", () => {
  expect(issuesOf("version: v1alpha1\nmachine:\n  a1: 1\n  b1: 2\n")).toHaveLength(2);
});

test("a kind that is newer than the version says which version it needs", () => {
  const text = "apiVersion: v1alpha1\nkind: VRFConfig\nname: a\n";
  expect(issuesOf(text, 12)[0]?.message).toContain("1.13");
  expect(issuesOf("apiVersion: v1alpha1\nkind: LinkConfigs\nname: a\n")[0]?.nearestKey).toBe("LinkConfig");
});

test("reads YAML as Go does: words that others take for booleans stay text", () => {
  const config = decodeConfig('version: v1alpha1\nmachine:\n  sysctls: {a: yes, b: 010, c: "1", d: 1.50}\n', 13);
  expect(encodeConfig(config, 13)).toContain('        a: "yes"\n        b: "010"\n        c: "1"\n        d: "1.50"\n');
});

test("what was written reads as the same", () => {
  const text = encodeConfig(decodeConfig(base, 13), 13);
  expect(encodeConfig(decodeConfig(text, 13), 13)).toBe(text);
});
