import { type Parsed, parsed, refused } from "./parsed";

/** One block of a PEM text (RFC 7468). */
export interface PemBlock {
  /** For instance `CERTIFICATE`. */
  readonly label: string;
  readonly bytes: Buffer;
}

const BEGIN = /^-----BEGIN ([A-Z\d](?:[A-Z\d -]*[A-Z\d])?)-----$/;

/**
 * Reads the blocks of a PEM text; text between blocks is skipped, as every reader does.
 * What the bytes mean is not looked at.
 */
export function parsePem(text: string): Parsed<readonly PemBlock[]> {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const blocks: PemBlock[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const label = BEGIN.exec(lines[index] ?? "")?.[1];
    if (label === undefined) continue;
    const end = lines.indexOf(`-----END ${label}-----`, index);
    if (end < 0) return refused(`the block of line ${index + 1} has no END line with the same label`);
    const body = lines.slice(index + 1, end).filter((line) => line !== "");
    const bytes = decodeBody(body.slice(headerLines(body)));
    if (bytes === undefined) return refused(`the block of line ${index + 1} is not base64`);
    blocks.push({ label, bytes });
    index = end;
  }
  return blocks.length === 0 ? refused("it has no BEGIN line") : parsed(blocks);
}

/** Old encrypted keys carry headers (`Proc-Type: 4,ENCRYPTED`) before their base64. */
function headerLines(body: readonly string[]): number {
  const first = body.findIndex((line) => !line.includes(":"));
  return first < 0 ? body.length : first;
}

function decodeBody(lines: readonly string[]): Buffer | undefined {
  const text = lines.join("");
  if (text === "" || text.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}
