/**
 * Terraform sends most values more than once: what an upgrade or a read answered is the prior state of the plan, and where
 * nothing changes also the proposed one; what was validated is planned. The same bytes are read as the very same value,
 * and a value that came as bytes goes back as these bytes: nobody has to find out field by field that nothing changed.
 */
import type { CtyType, ObjectType } from "../../framework/types/type";
import type { Value, ValueMap } from "../../framework/values/value";
import { decodeMsgpack, encodeMsgpack } from "./msgpack";

/**
 * How much is remembered of one type, bytes. Terraform asks all it has to ask of one resource before it comes to the next,
 * 10 resources at a time: with this, each may have 100 KiB.
 */
const mostBytes = 4_194_304;

/** Values of one type, by their bytes as Latin-1 text, which a `Map` finds faster than any digest. */
class Exchanged {
  readonly #values = new Map<string, ValueMap>();
  readonly #texts = new WeakMap<ValueMap, string>();
  #bytes = 0;

  value(text: string): ValueMap | undefined {
    return this.#values.get(text);
  }

  text(value: ValueMap): string | undefined {
    return this.#texts.get(value);
  }

  keep(text: string, value: ValueMap): void {
    if (text.length > mostBytes || this.#values.has(text)) return;
    this.#values.set(text, value);
    this.#texts.set(value, text);
    this.#bytes += text.length;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= mostBytes) return;
      this.#values.delete(oldest);
      this.#bytes -= oldest.length;
    }
  }
}

const known = new WeakMap<ObjectType, Exchanged>();

/** As {@link decodeMsgpack}; an object that was exchanged lately is that very object. */
export function decodeExchanged(bytes: Uint8Array, type: CtyType): Value {
  const exchanged = exchangedOf(type);
  if (exchanged === undefined) return decodeMsgpack(bytes, type);
  const text = textOf(bytes);
  const before = exchanged.value(text);
  if (before !== undefined) return before;
  const value = decodeMsgpack(bytes, type);
  if (value instanceof Map) exchanged.keep(text, value);
  return value;
}

/** As {@link encodeMsgpack}; an object that was exchanged before is not written again. */
export function encodeExchanged(value: Value, type: CtyType): Uint8Array {
  const exchanged = value instanceof Map ? exchangedOf(type) : undefined;
  if (exchanged === undefined || !(value instanceof Map)) return encodeMsgpack(value, type);
  const text = exchanged.text(value);
  if (text !== undefined) return Buffer.from(text, "latin1");
  const bytes = encodeMsgpack(value, type);
  exchanged.keep(textOf(bytes), value);
  return bytes;
}

function exchangedOf(type: CtyType): Exchanged | undefined {
  if (typeof type === "string" || type.kind !== "object") return undefined;
  const before = known.get(type);
  if (before !== undefined) return before;
  const made = new Exchanged();
  known.set(type, made);
  return made;
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}
