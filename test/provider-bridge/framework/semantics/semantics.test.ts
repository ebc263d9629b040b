import {
  cidrSemantics,
  durationSemantics,
  imageReferenceSemantics,
  versionSemantics,
  yamlSemantics,
} from "../../../../provider-bridge/framework/semantics";

describe.each([
  [
    cidrSemantics,
    [
      ["fd00::/8", "FD00:0::/8"],
      ["::ffff:1.2.3.4/128", "::ffff:102:304/128"],
    ],
    [
      ["10.0.0.0/8", "10.0.0.1/8"],
      ["10.0.0.0/8", "10.0.0.0/9"],
      ["::/0", "0.0.0.0/0"],
      ["none", "NONE"],
    ],
  ],
  [
    durationSemantics,
    [
      ["1h", "60m"],
      ["1.5s", "1500ms"],
      ["0", "0h"],
    ],
    [
      ["1h", "61m"],
      ["1h", "soon"],
    ],
  ],
  [
    versionSemantics,
    [["v1.13.9", "1.13.9"]],
    [
      ["1.13.9", "1.13.10"],
      ["1.13.9-rc.1", "1.13.9"],
      ["1.13.9+a", "1.13.9+b"],
      ["1.13.9", "1.13"],
    ],
  ],
  [
    imageReferenceSemantics,
    [
      ["nginx", "docker.io/library/nginx:latest"],
      ["GHCR.io/a/b:c", "ghcr.io/a/b:c"],
    ],
    [
      ["nginx:1", "nginx:2"],
      ["nginx", `nginx@sha256:${"0".repeat(64)}`],
      ["ghcr.io/a", "quay.io/a"],
    ],
  ],
  [
    yamlSemantics,
    [
      ["a: 1\nb: [x]\n", '# note\n{"b": ["x"], "a": 1}'],
      ["a: &x {b: 1}\nc: *x", "c: {b: 1}\na: {b: 1}"],
      ["a: 0x10", "a: 16"],
    ],
    [
      ["a: 1", 'a: "1"'],
      ["a: [1, 2]", "a: [2, 1]"],
      ["a: 1\n---\nb: 1", "b: 1\n---\na: 1"],
      ["a: 9007199254740993", "a: 9007199254740992"],
      ["a: [", "a: [ "],
    ],
  ],
])("$name", (semantics, equal, different) => {
  it.each(equal)("%j means %j", (left, right) => {
    expect([semantics.equal(left, right), semantics.equal(right, left)]).toEqual([true, true]);
  });

  it.each(different)("%j does not mean %j", (left, right) => {
    expect([semantics.equal(left, right), semantics.equal(right, left)]).toEqual([false, false]);
  });

  it("takes a text that cannot be read as itself", () => {
    expect(semantics.equal("{[ no such thing", "{[ no such thing")).toBe(true);
  });
});
