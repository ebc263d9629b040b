import type { Json, Logger, PrivateState } from "../contract/context";

/** Says that the next read is the first after an import. */
export const IMPORT_MARKER = ".import_before_read";

/** Private state as bytes: a JSON object of keys and values. Keys starting with `.` are the framework's. */
export class PrivateData implements PrivateState {
  readonly #entries: Map<string, Json>;

  private constructor(entries: Map<string, Json>) {
    this.#entries = entries;
  }

  /**
   * Reads what Terraform has kept. What cannot be read (somebody edited it, or another provider wrote it) counts as
   * empty, with a warning in the log: private state only holds what helps, and an error here would block even destroy.
   */
  static read(bytes: Uint8Array, log: Logger): PrivateData {
    if (bytes.length === 0) return new PrivateData(new Map());
    try {
      const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      if (isJsonObject(parsed)) return new PrivateData(new Map(Object.entries(parsed)));
    } catch {
      // told below
    }
    log.warn("Cannot read the private state: it is no JSON object, and counts as empty", { bytes: bytes.length });
    return new PrivateData(new Map());
  }

  /** What Terraform is to keep; no bytes where there is nothing. */
  bytes(): Uint8Array {
    if (this.#entries.size === 0) return new Uint8Array();
    const members = [...this.#entries].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return new TextEncoder().encode(`{${members.join(",")}}`);
  }

  get(key: string): Json | undefined {
    return this.#entries.get(authorKey(key));
  }

  set(key: string, value: Json): void {
    const text: unknown = JSON.stringify(value);
    if (typeof text !== "string") throw new TypeError(`Cannot keep "${key}" in private state: it is no JSON value`);
    const copy: Json = JSON.parse(text);
    this.#entries.set(authorKey(key), copy);
  }

  delete(key: string): void {
    this.#entries.delete(authorKey(key));
  }

  /** Leaves the framework's mark that an import has just happened. */
  markImported(): void {
    this.#entries.set(IMPORT_MARKER, true);
  }

  /** Whether an import has just happened; the mark is taken away. */
  takeImported(): boolean {
    return this.#entries.delete(IMPORT_MARKER);
  }
}

function authorKey(key: string): string {
  if (!key.startsWith(".")) return key;
  throw new RangeError(`Cannot use "${key}" in private state: keys starting with "." belong to the framework`);
}

function isJsonObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
