import {
  derBitString,
  derElement,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derUnsignedInteger,
  derUtf8String,
} from "../../../bench/harness/der";

const hex = (bytes: Buffer): string => bytes.toString("hex");

describe("DER", () => {
  // examples of X.690 and RFC 5280, and what openssl asn1parse reads
  it("writes short and long lengths", () => {
    expect(hex(derElement(4))).toBe("0400");
    expect(hex(derElement(4, Buffer.alloc(127)).subarray(0, 3))).toBe("047f00");
    expect(hex(derElement(4, Buffer.alloc(128)).subarray(0, 4))).toBe("04818000");
    expect(hex(derElement(4, Buffer.alloc(256)).subarray(0, 5))).toBe("0482010000");
    expect(hex(derElement(4, Buffer.alloc(65_536)).subarray(0, 5))).toBe("0483010000");
  });

  it("writes unsigned integers in the fewest bytes", () => {
    expect(hex(derUnsignedInteger(Buffer.from([0])))).toBe("020100");
    expect(hex(derUnsignedInteger(Buffer.from([])))).toBe("020100");
    expect(hex(derUnsignedInteger(Buffer.from([0x7f])))).toBe("02017f");
    expect(hex(derUnsignedInteger(Buffer.from([0x80])))).toBe("02020080");
    expect(hex(derUnsignedInteger(Buffer.from([0, 0, 0x01, 0x00])))).toBe("02020100");
  });

  it("writes object identifiers", () => {
    expect(hex(derObjectIdentifier("1.2.840.113549"))).toBe("06062a864886f70d");
    expect(hex(derObjectIdentifier("2.5.29.17"))).toBe("0603551d11");
    expect(hex(derObjectIdentifier("1.2.840.10045.4.3.2"))).toBe("06082a8648ce3d040302");
  });

  it("writes strings and collections", () => {
    expect(hex(derBitString(Buffer.from([0xff])))).toBe("030200ff");
    expect(hex(derOctetString(Buffer.from([1])))).toBe("040101");
    expect(hex(derUtf8String("ü"))).toBe("0c02c3bc");
    expect(hex(derSequence(derSet(derUtf8String("a"))))).toBe("300531030c0161");
  });
});
