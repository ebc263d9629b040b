import { createRedactor } from "../../../provider-bridge/plugin/redact";

const secret = 'p"ss\\w<rd&/ü+9';

describe("createRedactor", () => {
  const redactor = createRedactor();
  redactor.add(secret, "tok-1234567890", "tok-1234567890-longer", "line one\nline two\n");

  it.each([
    ["as it is", secret],
    ["in JSON", JSON.stringify({ field: secret })],
    ["in JSON in JSON", JSON.stringify({ body: JSON.stringify({ field: secret }) })],
    ["in JSON as Go writes it", '"p\\"ss\\\\w\\u003crd\\u0026/ü+9"'],
    ["in a URL", `https://host/?q=${encodeURIComponent(secret)}&x=1`],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64 after one byte", Buffer.from(`u${secret} and more`).toString("base64")],
    ["in base64 after two bytes", Buffer.from(`u:${secret}`).toString("base64")],
    ["in base64url", Buffer.from(`user:${secret}`).toString("base64url")],
  ])("removes a secret %s", (_name, text) => {
    const clean = redactor.redact(`before ${text} after`);
    expect(clean).toContain("(redacted)");
    expect(clean).toMatch(/^before .* after$/);
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      expect(clean).not.toContain(form);
    }
  });

  it("removes the longer of two secrets that begin alike", () => {
    expect(redactor.redact("tok-1234567890-longer")).toBe("(redacted)");
    expect(redactor.redact("tok-1234567890-other")).toBe("(redacted)-other");
  });

  it("removes secrets with line feeds, with and without the last one", () => {
    expect(redactor.redact("<line one\nline two\n>")).toBe("<(redacted)>");
    expect(redactor.redact("<line one\nline two>")).toBe("<(redacted)>");
    expect(redactor.redact(JSON.stringify("line one\nline two"))).toBe('"(redacted)"');
  });

  it("removes every occurrence, and takes replacement patterns literally", () => {
    const other = createRedactor();
    other.add("$&$1abcd");
    expect(other.redact("$&$1abcd, $&$1abcd")).toBe("(redacted), (redacted)");
  });

  it("removes what looks like a secret though nobody named it", () => {
    expect(redactor.redact("Authorization: Bearer abc.def-ghi_123")).toBe("Authorization: Bearer (redacted)");
    expect(redactor.redact("basic dXNlcjpwYXNz")).toBe("basic (redacted)");
    const pem = "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----";
    expect(redactor.redact(`a ${pem} b`)).toBe("a (redacted) b");
    expect(redactor.redact(`a ${JSON.stringify(pem)} b`)).toBe('a "(redacted)" b');
    expect(redactor.redact("x -----BEGIN PRIVATE KEY-----\nabc cut off")).toBe("x (redacted)");
    expect(redactor.redact(`key: ${Buffer.from(pem).toString("base64")}, a`)).toBe("key: (redacted), a");
  });

  it("leaves other text alone, and ignores values too short to be secrets", () => {
    const other = createRedactor();
    other.add("", "a", "abc", "   ");
    const text = "abc a certificate -----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----";
    expect(other.redact(text)).toBe(text);
  });

  it("takes secrets with lone surrogates", () => {
    const other = createRedactor();
    expect(() => other.add("abc\ud800def")).not.toThrow();
    expect(other.redact("x abc\ud800def y")).toBe("x (redacted) y");
  });

  it("stays quick with many secrets", () => {
    const other = createRedactor();
    other.add(...Array.from({ length: 500 }, (_, index) => `secret-number-${index}-${index * 7919}`));
    const text = "nothing to see here ".repeat(500);
    const startMs = performance.now();
    for (let count = 0; count < 20; count += 1) {
      other.redact(text);
    }
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
