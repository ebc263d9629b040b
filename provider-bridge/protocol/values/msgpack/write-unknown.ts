import type { CtyType } from "../../../framework/types/type";
import type { NumberBound, Refinement, Unknown } from "../../../framework/values/unknown";
import { safePrefix } from "../safe-prefix";
import { REFINED_UNKNOWN, RefinementKey } from "./code";
import { MsgpackWriter } from "./writer";

const PLAIN_UNKNOWN = Uint8Array.of(0xd4, 0, 0);

/** The greatest length that Go can say; one more says that any length is possible. */
const MAX_LENGTH = 2n ** 63n - 2n;

/** Writes an unknown value with what is known of it and can be said of its type. */
export function writeUnknown(writer: MsgpackWriter, type: CtyType, unknown: Unknown): void {
  const { refinement } = unknown;
  const entries = refinement === undefined || type === "dynamic" ? [] : refinementEntries(type, refinement);
  if (entries.length === 0) {
    writer.raw(PLAIN_UNKNOWN);
    return;
  }
  const body = new MsgpackWriter();
  body.mapHead(entries.length);
  for (const write of entries) write(body);
  const bytes = body.finish();
  writer.extensionHead(REFINED_UNKNOWN, bytes.length);
  writer.raw(bytes);
}

type WriteEntry = (body: MsgpackWriter) => void;

function refinementEntries(type: CtyType, refinement: Refinement): readonly WriteEntry[] {
  const entries: WriteEntry[] = [];
  const { notNull, prefix, min, max, minLength, maxLength } = refinement;
  if (notNull === true) {
    entries.push((body) => {
      body.integer(RefinementKey.NULLNESS);
      body.bool(false);
    });
  }
  if (type === "string" && prefix !== undefined && prefix !== "") {
    entries.push((body) => {
      body.integer(RefinementKey.PREFIX);
      body.text(safePrefix(prefix));
    });
  }
  if (type === "number") entries.push(...bound(RefinementKey.MIN, min), ...bound(RefinementKey.MAX, max));
  if (typeof type !== "string" && "element" in type) {
    entries.push(...length(RefinementKey.MIN_LENGTH, minLength), ...length(RefinementKey.MAX_LENGTH, maxLength));
  }
  return entries;
}

function bound(key: number, value: NumberBound | undefined): readonly WriteEntry[] {
  if (value === undefined) return [];
  const write: WriteEntry = (body) => {
    body.integer(key);
    body.arrayHead(2);
    body.number(value.value);
    body.bool(value.inclusive);
  };
  return [write];
}

function length(key: number, value: number | undefined): readonly WriteEntry[] {
  if (value === undefined) return [];
  const write: WriteEntry = (body) => {
    body.integer(key);
    body.number(Number.isSafeInteger(value) ? value : MAX_LENGTH);
  };
  return [write];
}
