/** Reads hexadecimal bytes with or without colons, any number of them: canonical text, or undefined. */
export function parseHardwareAddress(text: string): string | undefined {
  const digits = text.replaceAll(":", "");
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return (digits.toLowerCase().match(/../g) ?? []).join(":");
}
