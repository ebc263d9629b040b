/** A PEM block: its label (`CERTIFICATE`) and what is in it. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Buffer;
  /** The text after the block. */
  readonly rest: string;
}

const beginMark = "-----BEGIN ";
const endMark = "\n-----END ";
const dashes = "-----";
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The first PEM block of a text, as Go's `pem.Decode` finds it: from an END line back; undefined when there is none. */
export function readPem(text: string): PemBlock | undefined {
  let from = 0;
  for (let end = text.indexOf(endMark); end >= 0; end = text.indexOf(endMark, from)) {
    const block = readBlock(text, from, end);
    if (block !== undefined) return block;
    from = end + endMark.length;
  }
  return undefined;
}

/** The block that ends in the END line there; undefined where that is none. */
function readBlock(text: string, from: number, end: number): PemBlock | undefined {
  const begin = text.lastIndexOf(beginMark, end - beginMark.length);
  if (begin < from || (begin > 0 && text[begin - 1] !== "\n")) return undefined;
  const first = lineAt(text, begin);
  if (!first.line.endsWith(dashes)) return undefined;
  const label = first.line.slice(beginMark.length, -dashes.length);
  let start = first.next;
  for (let header = lineAt(text, start); header.line.includes(":"); header = lineAt(text, start)) start = header.next;
  if (start > first.next && start > end) return undefined;
  const last = lineAt(text, end + endMark.length);
  if (last.line !== label + dashes) return undefined;
  const body = text.slice(start, Math.max(start, end)).replaceAll(/[\r\n\t ]/g, "");
  if (!base64.test(body)) return undefined;
  return { label, bytes: Buffer.from(body, "base64"), rest: text.slice(last.next) };
}

/** A line without the blanks at its end, and where the next one begins. */
function lineAt(text: string, start: number): { readonly line: string; readonly next: number } {
  const found = text.indexOf("\n", start);
  const next = found < 0 ? text.length : found + 1;
  const line = text.slice(start, next).replace(/\r?\n$/, "");
  return { line: line.replace(/[ \t]+$/, ""), next };
}

/** Writes a PEM block with lines of 64 characters. */
export function writePem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.map((line) => `${line}\n`).join("")}-----END ${label}-----\n`;
}
