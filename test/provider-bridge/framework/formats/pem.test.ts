import { generateKeyPairSync } from "node:crypto";
import { parsePem } from "../../../../provider-bridge/framework/formats/pem";

const block = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

describe("parsePem", () => {
  it("reads what Node writes, wherever it stands", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const bytes = privateKey.export({ type: "pkcs8", format: "der" });
    const read = parsePem(`a comment\r\n${pem.replaceAll("\n", "\r\n")}${block("X", "QUJD")}`);
    expect(read).toEqual({
      ok: true,
      value: [
        { label: "PRIVATE KEY", bytes },
        { label: "X", bytes: Buffer.from("ABC") },
      ],
    });
  });

  it("skips the headers of old encrypted keys", () => {
    const text = block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nQUJD");
    expect(parsePem(text)).toMatchObject({ ok: true, value: [{ bytes: Buffer.from("ABC") }] });
  });

  it.each([
    ["", "no BEGIN line"],
    ["QUJD", "no BEGIN line"],
    ["-----BEGIN A-----\nQUJD\n", "no END line"],
    ["-----BEGIN A-----\nQUJD\n-----END B-----", "no END line"],
    [block("A", ""), "not base64"],
    [block("A", "QUJ"), "not base64"],
    [block("A", "QU=D"), "not base64"],
    [block("A", "QÜJD"), "not base64"],
    [`${block("A", "QUJD")}-----BEGIN B-----`, "block of line 4"],
  ])("refuses %j", (text, problem) => {
    const read = parsePem(text);
    expect(read.ok ? read.value : read.problem).toContain(problem);
  });
});
