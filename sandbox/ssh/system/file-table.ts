/** A process's descriptors: numbers that point to open files. */
import type { OpenFile } from "./open-file";
import { SystemError } from "./system-error";

/** Descriptors 0, 1, 2 and what redirections add. */
export class FileTable {
  readonly #files = new Map<number, OpenFile>();

  /** The file behind a descriptor; throws SystemError EBADF where there is none. */
  get(descriptor: number): OpenFile {
    const file = this.#files.get(descriptor);
    if (file === undefined) throw new SystemError("EBADF");
    return file;
  }

  /** Points a descriptor to a file; the table takes over one count of it. */
  set(descriptor: number, file: OpenFile): void {
    const before = this.#files.get(descriptor);
    this.#files.set(descriptor, file);
    before?.release();
  }

  close(descriptor: number): void {
    const file = this.#files.get(descriptor);
    this.#files.delete(descriptor);
    file?.release();
  }

  /** The same descriptors in a table of their own. */
  fork(): FileTable {
    const copy = new FileTable();
    for (const [descriptor, file] of this.#files) copy.#files.set(descriptor, file.retain());
    return copy;
  }

  /** The highest free descriptor from 63 down, as bash takes for process substitution. */
  highestFree(): number {
    let descriptor = 63;
    while (this.#files.has(descriptor)) descriptor -= 1;
    return descriptor;
  }

  closeAll(): void {
    for (const descriptor of [...this.#files.keys()]) this.close(descriptor);
  }
}
