/** Letters and digits that spell no words. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";
/** A name may have 63 characters, five of them random. */
const longestPrefix = 58;

/** "web-" → "web-x7k2p" */
export function newName(prefix: string, hex: string): string {
  return `${prefix.slice(0, longestPrefix)}${randomSuffix(hex)}`;
}

/** Five random characters. */
export function randomSuffix(hex: string): string {
  let suffix = "";
  for (let index = 0; index < 5; index += 1) {
    suffix += alphabet[Number.parseInt(hex.slice(index * 4, index * 4 + 4), 16) % alphabet.length] ?? "x";
  }
  return suffix;
}
