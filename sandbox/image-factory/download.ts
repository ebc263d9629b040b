/** Sends a built file: HEAD, ranges, conditional requests, and downloads that go wrong on purpose. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { type Clock, pause } from "../world/clock";
import type { BuiltFile } from "./image-factory";

/** What goes wrong with one download; nothing where a member is absent. */
export interface DownloadFault {
  /** So many bytes a second, of simulated time (real time at speed 0). */
  bytesPerSecond?: number;
  /** The connection is cut after so many bytes. */
  cutAfterBytes?: number;
  /** No more bytes come after so many, and the connection stays open. */
  stallAfterBytes?: number;
  /** The byte at this offset of the file arrives wrong. */
  corruptAtByte?: number;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".xz": "application/x-xz",
  ".gz": "application/gzip",
  ".zst": "application/zstd",
};
const chunkBytes = 64 * 1024;
/** A slowed download sends in portions of this length of time. */
const portionMs = 50;

/** Answers a GET or HEAD with a file. Resolves when the answer is out, or the client has gone. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: BuiltFile,
  options: { clock: Clock; fault: DownloadFault },
): Promise<void> {
  const etag = `"${file.sha256}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("Content-Type", contentTypes[extname(file.name)] ?? "application/octet-stream");
  response.setHeader("Content-Disposition", `attachment; filename="${file.name}"`);
  if (matches(request.headers["if-none-match"], etag)) {
    response.writeHead(304).end();
    return;
  }
  const condition = request.headers["if-range"];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = parseRange(wanted, file.bytes.length);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${file.bytes.length}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.bytes.length };
  response.setHeader("Content-Length", end - start);
  if (range !== undefined) response.setHeader("Content-Range", `bytes ${start}-${end - 1}/${file.bytes.length}`);
  response.writeHead(range === undefined ? 200 : 206);
  if (request.method === "HEAD") response.end();
  else await sendBytes(response, corrupted(file.bytes, options.fault).subarray(start, end), options);
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || header.split(",").some((item) => item.trim().replace(/^W\//, "") === etag);
}

/** One range of bytes (RFC 9110, 14.1.2), `end` exclusive; undefined where all is to be sent. */
export function parseRange(
  header: string | undefined,
  length: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const suffix = Number(last);
    return suffix === 0 ? "unsatisfiable" : { start: Math.max(0, length - suffix), end: length };
  }
  const start = Number(first);
  const end = last === "" ? length : Math.min(length, Number(last) + 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= length ? "unsatisfiable" : { start, end };
}

function corrupted(bytes: Buffer, fault: DownloadFault): Buffer {
  const at = fault.corruptAtByte;
  if (at === undefined || at >= bytes.length) return bytes;
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

async function sendBytes(
  response: ServerResponse,
  bytes: Buffer,
  options: { clock: Clock; fault: DownloadFault },
): Promise<void> {
  const { bytesPerSecond, cutAfterBytes, stallAfterBytes } = options.fault;
  const limit = Math.min(bytes.length, cutAfterBytes ?? bytes.length, stallAfterBytes ?? bytes.length);
  const portion =
    bytesPerSecond === undefined ? chunkBytes : Math.max(1, Math.floor((bytesPerSecond * portionMs) / 1000));
  for (let offset = 0; offset < limit && !response.destroyed; offset += portion) {
    const more = response.write(bytes.subarray(offset, Math.min(limit, offset + portion)));
    if (!more) await drained(response);
    // At speed 0 a sleep ends at once, and the download would not be slow.
    if (bytesPerSecond !== undefined) await pause(options.clock, portionMs);
  }
  if (cutAfterBytes !== undefined && cutAfterBytes < bytes.length) response.destroy();
  else if (stallAfterBytes !== undefined && stallAfterBytes < bytes.length) await closed(response);
  else response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}

function closed(response: ServerResponse): Promise<void> {
  return response.destroyed ? Promise.resolve() : new Promise((resolve) => response.once("close", () => resolve()));
}
