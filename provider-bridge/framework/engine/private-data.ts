import type { Json, Logger, PrivateState } from "../contract/context";

/** Says that the next read is the first after an import. */
export const IMPORT_MARKER = ".import_before_read";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Private state as bytes: a JSON object of keys and values. Keys starting with `.` are the framework's. It is read when
 * something in it is asked for, and written when something has changed: most plans do neither.
 */
export class PrivateData implements PrivateState {
  readonly #given: Uint8Array;
  readonly #log: Logger;
  #entries: Map<string, Json> | undefined;
  #isChanged = false;

  /** `given` is what Terraform has kept. */
  constructor(given: Uint8Array, log: Logger) {
    this.#given = given;
    this.#log = log;
  }

  /** What Terraform is to keep; no bytes where there is nothing. */
  bytes(): Uint8Array {
    if (!this.#isChanged) return this.#given;
    const entries = this.#read();
    if (entries.size === 0) return new Uint8Array();
    const members = [...entries].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return new TextEncoder().encode(`{${members.join(",")}}`);
  }

  get(key: string): Json | undefined {
    return this.#read().get(authorKey(key));
  }

  set(key: string, value: Json): void {
    const text: unknown = JSON.stringify(value);
    if (typeof text !== "string") throw new TypeError(`Cannot keep "${key}" in private state: it is no JSON value`);
    const copy: Json = JSON.parse(text);
    this.#put(authorKey(key), copy);
  }

  delete(key: string): void {
    this.#drop(authorKey(key));
  }

  /** Leaves the framework's mark that an import has just happened. */
  markImported(): void {
    this.#put(IMPORT_MARKER, true);
  }

  /** Whether an import has just happened; the mark is taken away. */
  takeImported(): boolean {
    return this.#drop(IMPORT_MARKER);
  }

  #put(key: string, value: Json): void {
    this.#read().set(key, value);
    this.#isChanged = true;
  }

  #drop(key: string): boolean {
    const wasThere = this.#read().delete(key);
    this.#isChanged ||= wasThere;
    return wasThere;
  }

  #read(): Map<string, Json> {
    this.#entries ??= this.#given.length === 0 ? new Map() : this.#parsed();
    return this.#entries;
  }

  /**
   * What cannot be read (somebody edited it, or another provider wrote it) counts as empty, with a warning in the log:
   * private state only holds what helps, and an error here would block even destroy.
   */
  #parsed(): Map<string, Json> {
    try {
      const parsed: unknown = JSON.parse(utf8.decode(this.#given));
      if (isJsonObject(parsed)) return new Map(Object.entries(parsed));
    } catch {
      // told below
    }
    const details = { bytes: this.#given.length };
    this.#log.warn("Cannot read the private state: it is no JSON object, and counts as empty", details);
    this.#isChanged = true;
    return new Map();
  }
}

function authorKey(key: string): string {
  if (!key.startsWith(".")) return key;
  throw new RangeError(`Cannot use "${key}" in private state: keys starting with "." belong to the framework`);
}

function isJsonObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
