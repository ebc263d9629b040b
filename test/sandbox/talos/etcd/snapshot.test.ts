import { createHash } from "node:crypto";
import { EtcdError, readSnapshot, writeSnapshot } from "../../../../sandbox/talos/etcd";

const content = Buffer.from('{"members":3}');
const strict = { skipsHashCheck: false };
const lax = { skipsHashCheck: true };

function reason(file: Buffer, options = strict): string {
  try {
    readSnapshot(file, options);
  } catch (error) {
    if (error instanceof EtcdError) return error.reason;
    throw error;
  }
  return "read";
}

describe("snapshots", () => {
  it.each([0, 1, 100, 4096, 100_000, 3_000_000])("carry %i bytes, with the SHA-256 of the file behind it", (length) => {
    const bytes = Buffer.alloc(length, "x");
    const file = writeSnapshot(bytes);
    expect(file.length % 512).toBe(32);
    const hash = createHash("sha256").update(file.subarray(0, -32)).digest();
    expect(file.subarray(-32).equals(hash)).toBe(true);
    expect(Buffer.from(readSnapshot(file, strict)).equals(bytes)).toBe(true);
  });

  it("are refused without hash, with another hash, and when they are no database", () => {
    const file = writeSnapshot(content);
    expect(reason(file.subarray(0, -32))).toBe("bad-snapshot");
    expect(reason(file.subarray(0, -32), lax)).toBe("read");
    const damaged = Buffer.from(file);
    damaged[9000] = 1;
    expect(reason(damaged)).toBe("wrong-hash");
    expect(reason(Buffer.alloc(0), lax)).toBe("not-a-database");
    expect(reason(Buffer.alloc(16_384), lax)).toBe("not-a-database");
    const cats = Buffer.alloc(512, "cats");
    expect(reason(Buffer.concat([cats, createHash("sha256").update(cats).digest()]))).toBe("not-a-database");
  });

  it("never read beyond a file that is cut off or altered", () => {
    const file = writeSnapshot(content);
    for (let end = 0; end < file.length; end += 997) expect(reason(file.subarray(0, end))).not.toBe("read");
    for (let at = 3 * 4096; at < 3 * 4096 + 100; at += 1) {
      const altered = Buffer.from(file.subarray(0, -32));
      altered[at] = 0xff;
      expect(["read", "not-a-database"]).toContain(reason(altered, lax));
    }
  });
});
