import { BoundedOutput } from "../../../../provider-bridge/clients/ssh/bounded-output";

describe("bounded output", () => {
  test.each([
    [[], 4, "", false],
    [["abcd"], 4, "abcd", false],
    [["ab", "cd", "e"], 4, "bcde", true],
    [["abcdefghijkl", "mn"], 4, "klmn", true],
    [["a"], 0, "", true],
  ])("keeps the end of %j within %d bytes", (chunks, maxBytes, text, isCut) => {
    const output = new BoundedOutput(maxBytes);
    for (const chunk of chunks) output.add(Buffer.from(chunk));
    expect(output.text()).toBe(text);
    expect(output.isCut).toBe(isCut);
  });
});
