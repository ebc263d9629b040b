/** An API on loopback that gives recorded answers, and keeps what it was asked and what should have been asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";
import { unordered } from "./canonical";
import type { RecordedRequest } from "./http-case";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
}

/** What one command is expected to ask. */
export interface Expected {
  readonly requests: readonly RecordedRequest[];
  /** False where several resources are asked for at once. */
  readonly inOrder: boolean;
  /** Whoever asks is hung up on. */
  readonly unreachable: boolean;
}

/** Gaps are recorded in quarters of a second. */
const GAP_TOLERANCE_SECONDS = 0.25;

/** Answers as recorded: the next request that is expected, else a later one that is the same, else 500. */
export class Recorder {
  readonly #server: Server;
  readonly #now: () => number;
  #expected: RecordedRequest[] = [];
  #inOrder = true;
  #unreachable = false;
  #lines: string[] = [];
  #lastMs: number | undefined;

  private constructor(server: Server, now: () => number) {
    this.#server = server;
    this.#now = now;
  }

  /** Listens on a free port; `now` gives milliseconds. */
  static async start(now: () => number): Promise<Recorder> {
    const server = createServer();
    const recorder = new Recorder(server, now);
    server.on("request", (request, response) => void recorder.#answer(request, response));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return recorder;
  }

  /** What stands in HCLOUD_ENDPOINT. */
  get endpoint(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("Cannot find the port of the recorder");
    return `http://127.0.0.1:${address.port}/v1`;
  }

  /** Prepares the answers of one command. */
  expect({ requests, inOrder, unreachable }: Expected): void {
    this.#expected = [...requests];
    this.#inOrder = inOrder;
    this.#unreachable = unreachable;
    this.#lines = [];
    this.#lastMs = undefined;
  }

  /** What differs, one line each; also what was never asked. */
  differences(): readonly string[] {
    return [...this.#lines, ...this.#expected.map(({ method, path }) => `never asked: ${method} ${path}`)];
  }

  /** Ends the server and what hangs on it. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#unreachable) {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const asked: Asked = {
      method: request.method ?? "",
      path: url.pathname.replace(/^\/v1/, ""),
      query: [...url.searchParams],
      body: text === "" ? null : JSON.parse(text),
    };
    this.#lines.push(...headerDifferences(request, text !== "").map((line) => `${describe(asked)}: ${line}`));
    const found = this.#match(asked);
    if (found === undefined) {
      this.#lines.push(`asked, not recorded: ${describe(asked)}`);
      send(response, 500, { error: { code: "not_recorded", message: "was not asked when recorded", details: null } });
      return;
    }
    this.#compareTime(found);
    send(response, found.status, found.response);
  }

  /** Takes the request that is meant out of those that are expected, and tells how it differs. */
  #match(asked: Asked): RecordedRequest | undefined {
    const meant = (one: RecordedRequest) => one.method === asked.method && one.path === asked.path;
    const same = (one: RecordedRequest) => meant(one) && requestDifferences(one, asked).length === 0;
    const exact = this.#expected.findIndex(same);
    const index = exact === -1 ? this.#expected.findIndex(meant) : exact;
    if (index === -1) return undefined;
    const [found] = this.#expected.splice(index, 1);
    if (found === undefined) return undefined;
    const next = this.#expected[0];
    if (index > 0 && this.#inOrder && next !== undefined) {
      this.#lines.push(`asked too early: ${describe(asked)}, before ${next.method} ${next.path}`);
    }
    this.#lines.push(...requestDifferences(found, asked).map((line) => `${describe(asked)}: ${line}`));
    return found;
  }

  #compareTime({ method, path, gapSeconds }: RecordedRequest): void {
    const nowMs = this.#now();
    const gap = this.#lastMs === undefined ? undefined : (nowMs - this.#lastMs) / 1000;
    this.#lastMs = nowMs;
    if (gap === undefined || gapSeconds === undefined) return;
    if (Math.abs(gap - gapSeconds) <= GAP_TOLERANCE_SECONDS) return;
    this.#lines.push(`${method} ${path}: recorded ${gapSeconds} s after the request before, asked after ${gap} s`);
  }
}

function requestDifferences(recorded: RecordedRequest, asked: Asked): readonly string[] {
  const [query, body] = [JSON.stringify(recorded.query), JSON.stringify(asked.query)];
  return [
    ...(query === body ? [] : [`query: recorded ${query}, asked ${body}`]),
    ...(isDeepStrictEqual(unordered(recorded.body), unordered(asked.body))
      ? []
      : [`body: recorded ${JSON.stringify(recorded.body)}, asked ${JSON.stringify(asked.body)}`]),
  ];
}

/** What every request of the real provider carries. */
function headerDifferences({ headers }: IncomingMessage, hasBody: boolean): readonly string[] {
  const wanted: readonly (readonly [string, RegExp])[] = [
    ["accept", /^application\/json$/],
    ["authorization", /^Bearer 0{64}$/],
    ["user-agent", /^hcloud-terraform\/\S+ hcloud-go\/2\.47\.0$/],
    ["content-type", hasBody ? /^application\/json$/ : /^$/],
  ];
  return wanted
    .filter(([name, pattern]) => !pattern.test(String(headers[name] ?? "")))
    .map(([name]) => `header ${name}: "${String(headers[name] ?? "")}"`);
}

function describe({ method, path, query }: Asked): string {
  const pairs = query.map(([key, value]) => `${key}=${value}`);
  return `${method} ${path}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
  response.end(isText ? body : body === null || body === undefined ? "" : JSON.stringify(body));
}
