import { readPem, writePem } from "../../../../provider-bridge/talos-config/x509";

const text = writePem("CERTIFICATE", Buffer.from("some bytes that take more than one line of sixty-four characters"));

test("what is written is read again, in lines of 64 characters", () => {
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBe(64);
  expect(readPem(text)?.bytes.toString()).toMatch(/^some bytes that/);
});

test.each([
  ["text before and after", `hello\n${text}rest`, "rest"],
  ["headers", text.replace("-----\n", "-----\nProc-Type: 4\nOther: x\n\n"), ""],
  ["line ends of Windows", text.replaceAll("\n", "\r\n"), ""],
  ["no line end at the end", text.trimEnd(), ""],
  ["a BEGIN line without its END before it", `-----BEGIN OTHER-----\nAAAA\n${text}`, ""],
  ["a broken block before it", `${text.replace("c29t", "c2-t")}${text}`, ""],
])("a block is found with %s", (_name, input, rest) => {
  expect(readPem(input)).toMatchObject({ label: "CERTIFICATE", rest });
});

test.each([
  ["nothing", ""],
  ["a dash too many at the end", `${text.trimEnd()}-\n`],
  ["another label at the end", text.replace("END CERTIFICATE", "END KEY")],
  ["a space before BEGIN", ` ${text}`],
  ["no END", text.slice(0, 80)],
  ["base64 of a wrong length", text.replace(/=+\n/, "\n")],
  ["text behind END on its line", `${text.trimEnd()} x\n`],
])("no block is found in a text with %s", (_name, input) => {
  expect(readPem(input)).toBeUndefined();
});
