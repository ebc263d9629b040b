const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Limits of Kubernetes, in bytes. */
const maxNameBytes = 63;
const maxPrefixBytes = 253;

/** A DNS name in lower case, as Kubernetes names most objects. */
export function isSubdomain(text: string): boolean {
  return Buffer.byteLength(text) <= maxPrefixBytes && subdomain.test(text);
}

/** What is wrong with the key of a label, annotation or taint, undefined when nothing is. */
export function keyProblem(key: string): string | undefined {
  const parts = key.split("/");
  if (parts.length > 2) return `"${key}" has more than one slash`;
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? (parts[0] ?? "") : undefined;
  if (prefix === "") return `"${key}" has an empty prefix`;
  if (prefix !== undefined && (Buffer.byteLength(prefix) > maxPrefixBytes || !subdomain.test(prefix))) {
    return `"${key}" has a prefix that is no DNS name`;
  }
  if (name === "") return `"${key}" has an empty name`;
  if (Buffer.byteLength(name) > maxNameBytes) return `"${key}" has a name of more than ${maxNameBytes} bytes`;
  return qualified.test(name) ? undefined : `"${key}" may hold letters, digits, "-", "_" and "." only`;
}

/** What is wrong with the value of a label or taint, undefined when nothing is. */
export function labelValueProblem(value: string): string | undefined {
  if (Buffer.byteLength(value) > maxNameBytes) return `the value "${value}" has more than ${maxNameBytes} bytes`;
  if (value === "" || qualified.test(value)) return undefined;
  return `the value "${value}" may hold letters, digits, "-", "_" and "." only and begins and ends with a letter or digit`;
}
