/** An API that gives prepared answers in order, and keeps what it was asked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One answer. */
export interface Scripted {
  readonly status: number;
  readonly response: unknown;
}

/** What was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Serves the answers on loopback until it is closed; what goes beyond them is answered 599. */
export async function scriptedApi(answers: readonly Scripted[]) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const { method = "", url = "" } = request;
    const answer = answers[asked.length] ?? { status: 599, response: null };
    asked.push({ method, path: url.replace(/^\/v1/, ""), body: body === "" ? null : JSON.parse(body) });
    response.writeHead(answer.status, { "content-type": "application/json", connection: "close" });
    response.end(answer.response === null ? "" : JSON.stringify(answer.response));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port }: AddressInfo = addressOf(server.address());
  return {
    asked,
    settings: { endpoint: `http://127.0.0.1:${port}/v1`, token: "0".repeat(64) },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === "object" && address !== null) return address;
  throw new Error("Cannot find the port of the scripted API");
}
