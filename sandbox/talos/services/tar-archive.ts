/** A tar archive (ustar) of small files: what Talos's file methods send. */

/** One file, or a directory where `content` is missing. */
export interface TarEntry {
  readonly path: string;
  readonly mode: number;
  readonly modifiedMs: number;
  readonly content: Uint8Array | undefined;
}

const blockBytes = 512;

/** The whole archive. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => [header(entry), padded(entry.content ?? new Uint8Array(0))]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function header({ path, mode, modifiedMs, content }: TarEntry): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  block.write(path.slice(0, 100), 0, "utf8");
  block.write(octal(mode, 7), 100, "latin1");
  block.write(octal(0, 7), 108, "latin1");
  block.write(octal(0, 7), 116, "latin1");
  block.write(octal(content?.length ?? 0, 11), 124, "latin1");
  block.write(octal(Math.floor(modifiedMs / 1000), 11), 136, "latin1");
  block.write("        ", 148, "latin1");
  block.write(content === undefined ? "5" : "0", 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function padded(content: Uint8Array): Buffer {
  const rest = content.length % blockBytes;
  return Buffer.concat([content, Buffer.alloc(rest === 0 ? 0 : blockBytes - rest)]);
}
