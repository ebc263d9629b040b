import { type WriteSome, writeFully } from "../../../provider-bridge/plugin/write-fully";

/** A file descriptor that takes what `steps` say: a number of bytes, or an error of this code. */
function descriptor(steps: (number | string)[]): { write: WriteSome; text: () => string } {
  const written: Buffer[] = [];
  const write: WriteSome = (_fileDescriptor, bytes) => {
    const step = steps.shift() ?? bytes.length;
    if (typeof step === "string") {
      throw Object.assign(new Error(step), { code: step });
    }
    written.push(Buffer.from(bytes.subarray(0, step)));
    return Math.min(step, bytes.length);
  };
  return { write, text: () => Buffer.concat(written).toString() };
}

describe("writeFully", () => {
  it("goes on after partial writes, also inside a character", () => {
    const { write, text } = descriptor([1, 1, 2, 3]);
    expect(writeFully(1, "äöü and more", write)).toBe(true);
    expect(text()).toBe("äöü and more");
  });

  it("waits for a full pipe", () => {
    const { write, text } = descriptor(["EAGAIN", 2, "EAGAIN", "EINTR", 1]);
    expect(writeFully(1, "hello", write)).toBe(true);
    expect(text()).toBe("hello");
  });

  it("gives up without an exception when nobody reads", () => {
    expect(writeFully(1, "hello", descriptor(["EPIPE"]).write)).toBe(false);
    expect(writeFully(1, "hello", descriptor(Array(2_000).fill(0)).write)).toBe(false);
  });

  it("writes nothing for nothing", () => {
    expect(writeFully(1, "", descriptor(["EPIPE"]).write)).toBe(true);
  });
});
