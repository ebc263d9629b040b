import {
  compareText,
  decodeText,
  encodeText,
  normalizeText,
  wellFormed,
} from "../../../../provider-bridge/protocol/values/text";

const decode = (hex: string) => {
  const bytes = Buffer.from(hex, "hex");
  return decodeText(bytes, 0, bytes.length);
};

test.each(["ff", "61c3", "c080", "eda080", "f4908080", "c328", "e28228", "f0288cbc", "80", "61ff62fe63"])(
  "bytes that are not UTF-8 (%s) come back as they were",
  (hex) => {
    const text = decode(hex);
    expect(encodeText(text).toString("hex")).toBe(hex);
    expect(text).not.toContain("\ufffd");
  },
);

test("U+FFFD itself is text, a byte order mark stays", () => {
  expect(decode("efbfbd")).toBe("\ufffd");
  expect(decode("efbbbf61")).toBe("\ufeffa");
});

test("text is brought to normal form C, as Unicode 15 knows it", () => {
  expect(decode("65cc81")).toBe("é");
  expect(normalizeText("\u1100\u1161")).toBe("가");
  expect(normalizeText("\u2126")).toBe("Ω");
  // U+1AE8 came with Unicode 17: Terraform does not reorder it, whatever this Node knows.
  expect(normalizeText("\u1ae8\u1039")).toBe("\u1ae8\u1039");
});

test("half characters become U+FFFD where text must be well-formed", () => {
  expect(wellFormed("a\ud83db\ude00c😀")).toBe("a\ufffdb\ufffdc😀");
});

test("texts go by their bytes, not by their UTF-16 units", () => {
  const ascending = ["", "A", "a", "é", "\uffff", "\u{10000}", "\u{10ffff}", "\udcff"];
  expect([...ascending].reverse().sort(compareText)).toEqual(ascending);
});
