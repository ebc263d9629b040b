/** `curl`. */
import type { IncomingMessage } from "node:http";
import { chunksOf, complain, Failure, openPath, type Process, type Program, print } from "../process";
import { type OpenFile, SystemError } from "../system";
import { bodyOf, DownloadError, type DownloadFailure, send } from "./download";
import { Options } from "./options";

const table = {
  flags: "fsSLIOkvgGiN46#",
  values: "oXHduAwrCmT",
  long: {
    fail: "f",
    "fail-with-body": "f",
    silent: "s",
    "show-error": "S",
    location: "L",
    head: "I",
    "remote-name": "O",
    insecure: "k",
    verbose: "v",
    include: "i",
    output: "o",
    request: "X",
    header: "H",
    data: "d",
    "data-binary": "d",
    "data-raw": "d",
    user: "u",
    "user-agent": "A",
    "write-out": "w",
    range: "r",
    "continue-at": "C",
    "max-time": "m",
    "upload-file": "T",
    "connect-timeout": "connect-timeout",
    retry: "retry",
    "retry-delay": "retry-delay",
    "retry-max-time": "retry-max-time",
    "retry-all-errors": "retry-all-errors",
    "retry-connrefused": "retry-connrefused",
    "speed-limit": "speed-limit",
    "speed-time": "speed-time",
    proto: "proto",
    tlsv: "tlsv",
    "tlsv1.2": "tlsv",
    "tlsv1.3": "tlsv",
    "no-progress-meter": "s",
    "progress-bar": "#",
    ipv4: "4",
    url: "url",
    create: "create",
    compressed: "compressed",
  },
  longValues: [
    "connect-timeout",
    "retry",
    "retry-delay",
    "retry-max-time",
    "speed-limit",
    "speed-time",
    "proto",
    "url",
  ],
  status: 2,
} as const;

const exitCodes: Readonly<Record<DownloadFailure, number>> = {
  url: 3,
  scheme: 1,
  resolve: 6,
  connect: 7,
  timeout: 28,
  receive: 18,
};
const transientStatus = new Set([408, 429, 500, 502, 503, 504]);
const maximumRedirections = 50;
const secondsBetweenTries = 1;

/** A try that failed, with curl's exit code. */
class CurlError extends Error {
  readonly code: number;
  readonly mayRetry: boolean;

  constructor(code: number, message: string, mayRetry: boolean) {
    super(message);
    this.code = code;
    this.mayRetry = mayRetry;
  }
}

/** `curl`. */
export const curl: Program = async (process) => {
  const options = new Options(process.words, table);
  const url = options.value("url") ?? options.operands[0];
  if (url === undefined) throw new Failure("no URL specified!", 2);
  const limit = options.value("m");
  const timeout = limit === undefined ? undefined : AbortSignal.timeout(Math.max(1, Number(limit) * 1000));
  const signal = timeout === undefined ? process.signal : AbortSignal.any([process.signal, timeout]);
  const tries = 1 + Number(options.value("retry") ?? 0);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transfer({ ...process, signal }, options, url);
      return 0;
    } catch (error) {
      const failure = asCurlError(error, timeout, limit);
      if (failure === undefined) throw error;
      const mayRetry =
        failure.mayRetry || options.has("retry-all-errors") || (failure.code === 7 && options.has("retry-connrefused"));
      if (attempt >= tries || !mayRetry || timeout?.aborted === true) {
        if (!options.has("s") || options.has("S")) await complain(process, `(${failure.code}) ${failure.message}`);
        return failure.code;
      }
      const seconds = Number(options.value("retry-delay") ?? secondsBetweenTries * 2 ** (attempt - 1));
      await process.machine.sleep(seconds * 1000, process.signal);
    }
  }
};

function asCurlError(
  error: unknown,
  timeout: AbortSignal | undefined,
  limit: string | undefined,
): CurlError | undefined {
  if (timeout?.aborted === true && error === timeout.reason) {
    return new CurlError(28, `Operation timed out after ${Number(limit) * 1000} milliseconds`, true);
  }
  if (error instanceof CurlError) return error;
  if (error instanceof DownloadError)
    return new CurlError(exitCodes[error.kind], error.message, error.kind === "timeout");
  return undefined;
}

async function transfer(process: Process, options: Options, url: string): Promise<void> {
  const body = await requestBody(process, options);
  let response: IncomingMessage | undefined;
  let next = url;
  for (let redirections = 0; ; redirections += 1) {
    const headers = requestHeaders(process, options);
    const method =
      options.value("X") ??
      (options.has("I") ? "HEAD" : body === undefined ? "GET" : options.has("T") ? "PUT" : "POST");
    const connect = options.value("connect-timeout");
    const connectTimeoutMs = connect === undefined ? undefined : Number(connect) * 1000;
    response = await send(process.machine, {
      url: next,
      method,
      headers,
      body,
      connectTimeoutMs,
      signal: process.signal,
    });
    const target = response.headers.location;
    const status = response.statusCode ?? 0;
    if (!options.has("L") || status < 300 || status >= 400 || target === undefined) break;
    if (redirections >= maximumRedirections)
      throw new CurlError(47, `Maximum (${maximumRedirections}) redirects followed`, false);
    response.resume();
    next = new URL(target, next).href;
  }
  const status = response.statusCode ?? 0;
  if (options.has("f") && status >= 400) {
    response.destroy();
    await writeOut(process, options, status, 0);
    throw new CurlError(22, `The requested URL returned error: ${status}`, transientStatus.has(status));
  }
  await receive(process, options, { response, url: next, status });
}

async function receive(
  process: Process,
  options: Options,
  answer: { response: IncomingMessage; url: string; status: number },
): Promise<void> {
  const { response, url, status } = answer;
  const output = openOutput(process, options, url);
  let received = 0;
  try {
    if (options.has("I") || options.has("i"))
      await output.write(Buffer.from(headerText(response), "latin1"), process.signal);
    for await (const chunk of bodyOf(response, process.signal)) {
      await output.write(chunk, process.signal);
      received += chunk.length;
    }
  } catch (error) {
    if (error instanceof SystemError) {
      const sentence =
        error.code === "EPIPE"
          ? "Failure writing output to destination"
          : `Failure writing output to destination: ${error.message}`;
      throw new CurlError(23, sentence, false);
    }
    if (error instanceof DownloadError) {
      const expected = Number(response.headers["content-length"] ?? Number.NaN);
      const missing = Number.isNaN(expected) ? "" : ` with ${expected - received} bytes remaining to read`;
      throw new CurlError(
        18,
        `transfer closed${missing === "" ? " with outstanding read data remaining" : missing}`,
        true,
      );
    }
    throw error;
  } finally {
    output.release();
  }
  await writeOut(process, options, status, received);
}

function openOutput(process: Process, options: Options, url: string): OpenFile {
  const path = options.value("o") ?? (options.has("O") ? new URL(url).pathname.replace(/^.*\//, "") : "-");
  if (path === "-") return process.files.get(1).retain();
  try {
    return openPath(process, path, "write");
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new CurlError(23, `Failed to open the file ${path}: ${error.message}`, false);
  }
}

function headerText(response: IncomingMessage): string {
  const lines = [`HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`];
  for (let at = 0; at < response.rawHeaders.length; at += 2)
    lines.push(`${response.rawHeaders[at]}: ${response.rawHeaders[at + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

async function writeOut(process: Process, options: Options, status: number, received: number): Promise<void> {
  const format = options.value("w");
  if (format === undefined) return;
  const text = format
    .replaceAll(/%\{(http_code|response_code)\}/g, String(status).padStart(3, "0"))
    .replaceAll("%{size_download}", String(received))
    .replaceAll("\\n", "\n");
  await print(process, text);
}

function requestHeaders(process: Process, options: Options): Record<string, string> {
  const headers: Record<string, string> = { "User-Agent": options.value("A") ?? "curl/8.14.1", Accept: "*/*" };
  for (const line of options.values("H")) {
    const [name = "", ...rest] = line.split(":");
    headers[name] = rest.join(":").trim();
  }
  if (options.has("d")) headers["Content-Type"] ??= "application/x-www-form-urlencoded";
  if (options.has("r")) headers["Range"] = `bytes=${options.value("r")}`;
  const from = options.value("C");
  if (from !== undefined) headers["Range"] = `bytes=${from === "-" ? existingBytes(process, options) : from}-`;
  const user = options.value("u");
  if (user !== undefined) headers["Authorization"] = `Basic ${Buffer.from(user, "latin1").toString("base64")}`;
  return headers;
}

function existingBytes(process: Process, options: Options): number {
  const node = process.filesystem.find(options.value("o") ?? "", process.cwd);
  return node?.type === "file" ? node.content.length : 0;
}

async function requestBody(process: Process, options: Options): Promise<Uint8Array | undefined> {
  const upload = options.value("T");
  if (upload !== undefined) return readAll(process, upload);
  if (!options.has("d")) return undefined;
  const parts: Uint8Array[] = [];
  for (const data of options.values("d")) {
    parts.push(data.startsWith("@") ? await readAll(process, data.slice(1)) : Buffer.from(data, "latin1"));
  }
  return Buffer.concat(parts);
}

async function readAll(process: Process, path: string): Promise<Uint8Array> {
  const file = path === "-" ? process.files.get(0).retain() : openPath(process, path, "read");
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of chunksOf(file, process.signal)) parts.push(chunk);
  } finally {
    file.release();
  }
  return Buffer.concat(parts);
}
