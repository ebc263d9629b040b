/** Labels as Hetzner takes them: an optional DNS prefix, names and values of at most 63 characters. */
import { FieldError, type Reader } from "./fields";

const name = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const reservedPrefix = "hetzner.cloud";
const longestPrefix = 253;

/** A map of labels; a PUT replaces the whole map. */
export const labels: Reader<Record<string, string>> = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new FieldError("must be an object");
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [checkKey(key), checkValue(key, entry)]));
};

function checkKey(key: string): string {
  const slash = key.indexOf("/");
  const [prefix, rest] = slash === -1 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
  if (prefix === reservedPrefix) throw new FieldError(`label key '${key}' uses a reserved prefix`);
  const prefixIsFine =
    prefix === undefined || (prefix.length <= longestPrefix && prefix.split(".").every((part) => dnsLabel.test(part)));
  if (!prefixIsFine || !name.test(rest)) throw new FieldError(`label key '${key}' is not correctly formatted`);
  return key;
}

function checkValue(key: string, value: unknown): string {
  if (typeof value !== "string" || (value !== "" && !name.test(value))) {
    throw new FieldError(`label value '${String(value)}' (key: '${key}') is not correctly formatted`);
  }
  return value;
}
