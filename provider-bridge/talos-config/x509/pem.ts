/** A PEM block: its label (`CERTIFICATE`) and what is in it. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Buffer;
  /** The text after the block. */
  readonly rest: string;
}

const begin = /(?:^|\n)-----BEGIN ([^\r\n-]*(?:-[^\r\n-]+)*)-----[ \t\r]*\n/g;

/** The first PEM block of a text, as Go's `pem.Decode` finds it; undefined when there is none. */
export function readPem(text: string): PemBlock | undefined {
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? "";
    const start = match.index + match[0].length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0) continue;
    const bytes = decodeBody(text.slice(start, end));
    if (bytes === undefined) continue;
    return { label, bytes, rest: text.slice(end + `-----END ${label}-----`.length) };
  }
  return undefined;
}

/** Headers (`Name: value`) before the base64 are passed over. */
function decodeBody(body: string): Buffer | undefined {
  const base64 = body.replace(/^(?:[^\n:]+:[^\n]*\n)+\s*\n?/, "").replaceAll(/[\r\n\t ]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  return Buffer.from(base64, "base64");
}

/** Writes a PEM block with lines of 64 characters. */
export function writePem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.map((line) => `${line}\n`).join("")}-----END ${label}-----\n`;
}
