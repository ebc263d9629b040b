import { textDiff } from "../../../../sandbox/talos/config/text-diff";

const lines = (...items: string[]) => items.join("\n");

describe("The difference of two texts", () => {
  it("is nothing where there is none", () => expect(textDiff("a\nb", "a\nb")).toBe(""));

  it("is one hunk with three lines around it", () => {
    const before = lines("1", "2", "3", "4", "5", "6", "7", "8", "9");
    const after = lines("1", "2", "3", "4", "five", "6", "7", "8", "9");
    expect(textDiff(before, after)).toBe(
      lines("--- a", "+++ b", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", ""),
    );
  });

  it.each([
    ["", "a", "@@ -1,1 +1,1 @@"],
    ["a\nb", "a", "@@ -1,2 +1,1 @@"],
    ["a", "a\nb", "@@ -1,1 +1,2 @@"],
    ["a\na\na", "a\na", "@@ -1,3 +1,2 @@"],
  ])("counts the lines of %j and %j", (before, after, hunk) => expect(textDiff(before, after)).toContain(hunk));
});
