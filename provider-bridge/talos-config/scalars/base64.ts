const alphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** True for standard base64 with padding; line ends inside are ignored, as in Go. */
export function isBase64(text: string): boolean {
  return alphabet.test(text.replaceAll(/[\r\n]/g, ""));
}

/** The canonical spelling of base64 text that `isBase64` accepts. */
export function canonicalBase64(text: string): string {
  const compact = text.replaceAll(/[\r\n]/g, "");
  return compact.endsWith("=") ? Buffer.from(compact, "base64").toString("base64") : compact;
}

/** The bytes of base64 text as UTF-8, or undefined when it is no base64. */
export function decodeBase64(text: string): string | undefined {
  return isBase64(text) ? Buffer.from(text, "base64").toString() : undefined;
}
