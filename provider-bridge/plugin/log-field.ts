import { type Redactor, redactedText } from "./redact";

/** What a log field is turned into: plain JSON without cycles, secrets or anything that throws while it is written. */
export type LogValue = string | number | boolean | null | readonly LogValue[] | { readonly [key: string]: LogValue };

/** How far a value is followed, and how much of it is kept. */
export interface LogFieldLimits {
  /** Characters of one string. */
  readonly maxCharacters: number;
  /** Items of one list or keys of one object. */
  readonly maxItems: number;
}

/** Deeper values are named, not shown. */
const maxDepth = 8;

/** Field names whose text is never written; compared without case, "_", "-", "." and spaces. */
const secretNames =
  /password|passwd|passphrase|secret|token|apikey|privatekey|clientkey|sshkey|credential|authorization|cookie|kubeconfig|talosconfig|machineconfig|userdata|cakey/;

/** Whether a field of this name holds a secret, whatever its value looks like. */
export function isSecretName(name: string): boolean {
  return secretNames.test(name.toLowerCase().replace(/[_\-. ]/g, ""));
}

/** Turns anything into a {@link LogValue}; secrets are replaced by value and by the name of the field they stand in. */
export function toLogValue(value: unknown, redactor: Redactor, limits: LogFieldLimits): LogValue {
  return convert(value, { redactor, limits, ancestors: new Set() });
}

interface Conversion {
  readonly redactor: Redactor;
  readonly limits: LogFieldLimits;
  readonly ancestors: Set<object>;
}

function convert(value: unknown, conversion: Conversion): LogValue {
  switch (typeof value) {
    case "string":
      return shorten(conversion.redactor.redact(value), conversion.limits.maxCharacters);
    case "boolean":
      return value;
    case "number":
    case "bigint":
      return convertNumber(value, conversion.redactor);
    case "object":
      return value === null ? null : convertObject(value, conversion);
    default:
      return `(${typeof value})`;
  }
}

function convertNumber(value: number | bigint, redactor: Redactor): LogValue {
  const text = String(value);
  return redactor.redact(text) === text && typeof value === "number" && Number.isFinite(value)
    ? value
    : redactor.redact(text);
}

function convertObject(value: object, conversion: Conversion): LogValue {
  if (value instanceof Error) {
    return convert(value.stack ?? String(value), conversion);
  }
  if (value instanceof Uint8Array) {
    return `(${value.byteLength} bytes)`;
  }
  if (conversion.ancestors.has(value) || conversion.ancestors.size >= maxDepth) {
    return conversion.ancestors.has(value) ? "(cycle)" : "(too deep)";
  }
  conversion.ancestors.add(value);
  try {
    return Array.isArray(value) ? convertList(value, conversion) : convertEntries(value, conversion);
  } catch (error) {
    return `(unreadable: ${conversion.redactor.redact(String(error))})`;
  } finally {
    conversion.ancestors.delete(value);
  }
}

function convertList(list: readonly unknown[], conversion: Conversion): LogValue {
  const kept = list.slice(0, conversion.limits.maxItems).map((item) => convert(item, conversion));
  const dropped = list.length - kept.length;
  return dropped > 0 ? [...kept, `(${dropped} more)`] : kept;
}

function convertEntries(value: object, conversion: Conversion): LogValue {
  if (value instanceof Date) {
    return String(value);
  }
  const entries: (readonly [string, unknown])[] = Object.entries(value);
  const kept = entries.slice(0, conversion.limits.maxItems).map(([key, item]): [string, LogValue] => {
    const hidden = isSecretName(key) && item !== null && typeof item !== "boolean";
    return [conversion.redactor.redact(key), hidden ? redactedText : convert(item, conversion)];
  });
  const dropped = entries.length - kept.length;
  return Object.fromEntries(dropped > 0 ? [...kept, ["(more)", dropped]] : kept);
}

function shorten(text: string, maxCharacters: number): string {
  const dropped = text.length - maxCharacters;
  return dropped > 0 ? `${text.slice(0, maxCharacters)}(${dropped} more characters)` : text;
}
