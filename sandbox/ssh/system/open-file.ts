/** An open file, shared by all descriptors that point to it. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { SystemError } from "./system-error";

/** What stands behind an open file; a member that is missing fails as a wrong descriptor does. */
export interface FileOperations {
  /** At most `maxBytes`; none at the end. Rejects with the signal's reason when it is aborted. */
  read?(maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Writes all; resolves when there is room for more. Throws SystemError (ENOSPC, EPIPE …) when it cannot. */
  write?(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Moves the position, in bytes from the start. */
  seek?(offset: number): void;
  /** Length in bytes, where there is one. */
  size?(): number;
  truncate?(length: number): void;
  /** Makes written bytes durable. */
  sync?(): void;
  /** The last descriptor is gone. */
  close?(): void;
  /** What `test -t`, `lsblk` and `blkdiscard` want to know. */
  readonly kind?: "file" | "pipe" | "block" | "character" | "directory" | "channel";
}

/** Devices and files in memory answer at once; after so many calls the rest of the process has its turn. */
const callsAtOnce = 64;
let calls = 0;

async function takeTurns(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  calls += 1;
  if (calls % callsAtOnce === 0) {
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** An open file with its count of descriptors; it begins with one. */
export class OpenFile {
  readonly #operations: FileOperations;
  #descriptors = 1;

  constructor(operations: FileOperations) {
    this.#operations = operations;
  }

  get kind(): NonNullable<FileOperations["kind"]> {
    return this.#operations.kind ?? "file";
  }

  /** One more descriptor points here. */
  retain(): this {
    this.#descriptors += 1;
    return this;
  }

  /** One descriptor less; the last one closes. */
  release(): void {
    this.#descriptors -= 1;
    if (this.#descriptors === 0) this.#operations.close?.();
  }

  async read(maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#operations.read === undefined) throw new SystemError("EBADF");
    await takeTurns(signal);
    return this.#operations.read(maxBytes, signal);
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#operations.write === undefined) throw new SystemError("EBADF");
    await takeTurns(signal);
    await this.#operations.write(bytes, signal);
  }

  /** True when the position can be moved. */
  get isSeekable(): boolean {
    return this.#operations.seek !== undefined;
  }

  /** Throws SystemError EINVAL for a pipe. */
  seek(offset: number): void {
    if (this.#operations.seek === undefined) throw new SystemError("EINVAL");
    this.#operations.seek(offset);
  }

  /** Length in bytes; undefined for a pipe. */
  size(): number | undefined {
    return this.#operations.size?.();
  }

  truncate(length: number): void {
    this.#operations.truncate?.(length);
  }

  sync(): void {
    this.#operations.sync?.();
  }
}
