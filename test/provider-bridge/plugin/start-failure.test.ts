import { StartError } from "../../../provider-bridge/plugin/start-error";
import { reportStartFailure, startedByHandSentence } from "../../../provider-bridge/plugin/start-failure";

function report(error: unknown, startedByHost: boolean): { code: number; stdout: string; stderr: string } {
  const texts = ["", "", ""];
  const code = reportStartFailure(error, startedByHost, (fileDescriptor, text) => {
    texts[fileDescriptor] += text;
  });
  return { code, stdout: texts[1] ?? "", stderr: texts[2] ?? "" };
}

describe("reportStartFailure", () => {
  it("writes one line to a person", () => {
    expect(report(new StartError("Cannot do it:\n set  X"), false)).toEqual({
      code: 1,
      stdout: "",
      stderr: "Cannot do it: set X\n",
    });
  });

  it("writes it for Terraform to stdout as well, in one line that is no handshake", () => {
    expect(report(new StartError("Cannot do a|b:\nset X"), true)).toEqual({
      code: 1,
      stdout: "Cannot do a/b: set X\n",
      stderr: "Cannot do a|b: set X\n",
    });
  });

  it("treats any other error as a crash", () => {
    const { code, stdout, stderr } = report(new TypeError("bug"), true);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^panic: TypeError: bug\n {4}at /);
  });
});

describe("startedByHandSentence", () => {
  it("names the provider and the way to use it", () => {
    expect(startedByHandSentence("a/b")).toMatch(/"a\/b".*required_providers.*--debug$/);
  });
});
