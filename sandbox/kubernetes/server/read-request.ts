import type { IncomingMessage } from "node:http";
import type { ApiRequest } from "../api/request";

/** Reads a request; of a body that is larger than `maxBytes` only so much. */
export async function readRequest(
  incoming: IncomingMessage,
  maxBytes: number,
  certificate: ApiRequest["certificate"],
): Promise<ApiRequest> {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  const headers = new Map<string, readonly string[]>();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    if (values !== undefined) headers.set(name, values);
  return {
    method: incoming.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)),
    headers,
    body: hasBody(incoming) ? await readBody(incoming, maxBytes) : Buffer.alloc(0),
    certificate,
    host: headers.get("host")?.[0] ?? "",
  };
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (headers["content-length"] === "0") return false;
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined || method === "POST";
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    chunks.push(part);
    if (bytes >= maxBytes) break;
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}
