/** Parts of a URL, each with its own set of characters that stay as they are. */
export type UrlPart = "host" | "path" | "fragment" | "user";

const kept: Readonly<Record<UrlPart, RegExp>> = {
  host: /[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]/,
  path: /[A-Za-z0-9\-._~$&+,/:;=@]/,
  fragment: /[A-Za-z0-9\-._~$&+,/:;=?@!()*]/,
  user: /[A-Za-z0-9\-._~$&+,;=]/,
};
/** Characters that a part may hold although it is not written with them. */
const tolerated = /[!$&'()*+,;=:@[\]%]/;

/** True when every % begins an escape. */
export function hasBadEscape(text: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(text);
}

/** A path or fragment as Go writes it: as it was given where that is well formed, else escaped anew. */
export function rewritten(text: string, part: UrlPart): string {
  const isWellFormed = [...text].every((character) => tolerated.test(character) || kept[part].test(character));
  return isWellFormed ? text : escapedAnew(text, part);
}

/** The part with its escapes undone and made again, so that only what needs it is escaped. */
export function escapedAnew(text: string, part: UrlPart): string {
  const bytes = Buffer.from(text, "utf8")
    .toString("latin1")
    .replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return bytes.replace(/[\0-\xff]/g, (byte) => (kept[part].test(byte) ? byte : escapeByte(byte)));
}

function escapeByte(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
