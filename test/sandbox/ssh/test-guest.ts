/** A machine for tests of the shell: one small disk, time that passes at once, no network but loopback. */
import { type CommandEnd, Guest } from "../../../sandbox/ssh/guest";
import type { Machine } from "../../../sandbox/ssh/machine";
import { createPipe, FileTable, OpenFile } from "../../../sandbox/ssh/system";

/** A disk in memory. */
export class MemoryDisk {
  readonly bytes: Buffer;
  constructor(readonly sizeBytes: number) {
    this.bytes = Buffer.alloc(sizeBytes);
  }
  read(offset: number, length: number): Buffer {
    return Buffer.from(this.bytes.subarray(offset, offset + length));
  }
  write(offset: number, bytes: Uint8Array): number {
    const part = bytes.subarray(0, Math.max(0, this.sizeBytes - offset));
    this.bytes.set(part, Math.min(offset, this.sizeBytes));
    return part.length;
  }
  discard(): void {
    this.bytes.fill(0);
  }
}

export interface TestGuest {
  guest: Guest;
  disk: MemoryDisk;
  /** How the guest was ended. */
  ends: string[];
  /** Simulated milliseconds slept. */
  slept: number[];
}

export function testGuest(diskBytes = 1024 * 1024): TestGuest {
  const disk = new MemoryDisk(diskBytes);
  const ends: string[] = [];
  const slept: number[] = [];
  const machine: Machine = {
    hostname: "rescue",
    system: "rescue",
    architecture: "x86_64",
    cores: 2,
    memoryBytes: 4 * 1024 ** 3,
    disks: new Map([["sda", disk]]),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    sleep: async (durationMs, signal) => {
      slept.push(durationMs);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
    resolve: (host, port) => (host === "127.0.0.1" || host === "localhost" ? { host: "127.0.0.1", port } : undefined),
    end: (how) => void ends.push(how),
  };
  return { guest: new Guest(machine), disk, ends, slept };
}

export interface Ran {
  stdout: string;
  stderr: string;
  end: CommandEnd;
}

/** Runs a command line with an input and collects what it writes (byte text). */
export async function run(
  { guest }: Pick<TestGuest, "guest">,
  commandLine: string,
  input: string | Uint8Array = "",
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  const output: Uint8Array[] = [];
  const errors: Uint8Array[] = [];
  const sink = (parts: Uint8Array[]) =>
    new OpenFile({ kind: "channel", write: async (bytes) => void parts.push(bytes) });
  const files = new FileTable();
  const { reader, writer } = createPipe();
  files.set(0, reader);
  files.set(1, sink(output));
  files.set(2, sink(errors));
  const feeding = writer
    .write(typeof input === "string" ? Buffer.from(input, "latin1") : input, signal)
    .catch(() => undefined)
    .then(() => writer.release());
  const end = await guest.run(commandLine, files, signal, new Map());
  files.closeAll();
  await feeding;
  const text = (parts: Uint8Array[]) => Buffer.concat(parts).toString("latin1");
  return { stdout: text(output), stderr: text(errors), end };
}
