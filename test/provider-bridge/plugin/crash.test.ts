import { EventEmitter } from "node:events";
import { crashText, reportCrashes } from "../../../provider-bridge/plugin/crash";

const plain = (text: string): string => text;

describe("crashText", () => {
  it("begins as a Go panic does and goes on with the stack", () => {
    const lines = crashText(new TypeError("Cannot go on"), plain).split("\n");
    expect(lines[0]).toBe("panic: TypeError: Cannot go on");
    expect(lines[1]).toMatch(/^ {4}at /);
    expect(lines.at(-1)).toBe("");
  });

  it("names the cause", () => {
    const error = new Error("outer", { cause: new Error("inner") });
    expect(crashText(error, plain)).toContain("\nCaused by: Error: inner\n");
  });

  it.each([
    ["a string", "panic: a string\n"],
    [undefined, "panic: undefined\n"],
    [null, "panic: null\n"],
    [Object.create(null), "panic: an exception that cannot be described\n"],
  ])("describes %p as well", (thrown, text) => {
    expect(crashText(thrown, plain)).toBe(text);
  });

  it("redacts, and keeps to what Terraform prints", () => {
    const error = new Error(`${"line\n".repeat(500)}${"x".repeat(100_000)} s3cret`);
    const text = crashText(error, (clean) => clean.replaceAll("s3cret", "(redacted)"));
    expect(text).not.toContain("s3cret");
    expect(text.split("\n").length).toBeLessThanOrEqual(101);
    expect(crashText(new Error("x".repeat(100_000)), plain).split("\n")[0]?.length).toBeLessThan(10_000);
  });
});

describe("reportCrashes", () => {
  it("writes the crash and exits with 2", () => {
    const source = new EventEmitter();
    const seen: unknown[] = [];
    reportCrashes({
      source,
      write: (text) => void seen.push(text.split("\n")[0]),
      redact: plain,
      exit: (code) => void seen.push(code),
    });
    source.emit("uncaughtException", new Error("boom"));
    expect(seen).toEqual(["panic: Error: boom", 2]);
  });
});
