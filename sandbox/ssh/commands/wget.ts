/** `wget`, for one file. */
import type { IncomingMessage } from "node:http";
import { Failure, openPath, type Process, type Program, print } from "../process";
import { SystemError } from "../system";
import { bodyOf, DownloadError, send } from "./download";
import { Options } from "./options";

const table = {
  flags: "qvcSN4",
  values: "OtTU",
  long: {
    quiet: "q",
    "no-verbose": "nv",
    "output-document": "O",
    tries: "t",
    timeout: "T",
    continue: "c",
    "show-progress": "progress-shown",
    progress: "progress",
    "no-check-certificate": "insecure",
    header: "header",
    "retry-connrefused": "retry-connrefused",
    waitretry: "waitretry",
    "user-agent": "U",
  },
  longValues: ["progress", "header", "waitretry"],
  status: 2,
} as const;

/** wget's exit codes. */
const exitCode = { io: 3, network: 4, server: 8 } as const;
const maximumRedirections = 20;
const defaultTries = 20;

/** `wget`. */
export const wget: Program = async (process) => {
  const words = process.words.map((word) => (word === "-nv" ? "--no-verbose" : word === "-qO-" ? "-qO-" : word));
  const options = new Options(words, table);
  const [url] = options.operands;
  if (url === undefined) throw new Failure("missing URL", 1);
  const tries = Number(options.value("t") ?? defaultTries);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transfer(process, options, url);
    } catch (error) {
      if (error instanceof SystemError && error.code !== "EPIPE") {
        await say(process, options, `Cannot write to '${options.value("O") ?? ""}' (${error.message}).`);
        return exitCode.io;
      }
      if (!(error instanceof DownloadError)) throw error;
      await say(process, options, `${error.message}.`);
      const mayRetry = error.kind === "receive" || error.kind === "timeout" || options.has("retry-connrefused");
      if (attempt >= tries || !mayRetry || isToPipe(options)) return exitCode.network;
      await process.machine.sleep(Math.min(attempt, 10) * 1000, process.signal);
    }
  }
};

/** What went into a pipe cannot be taken back: bytes that came twice would spoil the image. */
function isToPipe(options: Options): boolean {
  return options.value("O") === "-";
}

async function transfer(process: Process, options: Options, url: string): Promise<number> {
  const response = await follow(process, options, url);
  const status = response.statusCode ?? 0;
  if (status >= 400) {
    response.destroy();
    await say(process, options, `ERROR ${status}: ${response.statusMessage ?? ""}.`);
    return exitCode.server;
  }
  const path = options.value("O") ?? (new URL(url).pathname.replace(/^.*\//, "") || "index.html");
  const output = path === "-" ? process.files.get(1).retain() : openPath(process, path, "write");
  try {
    for await (const chunk of bodyOf(response, process.signal)) await output.write(chunk, process.signal);
  } finally {
    output.release();
  }
  return 0;
}

async function follow(process: Process, options: Options, url: string): Promise<IncomingMessage> {
  const headers: Record<string, string> = { "User-Agent": options.value("U") ?? "Wget/1.25.0", Accept: "*/*" };
  for (const line of options.values("header")) {
    const [name = "", ...rest] = line.split(":");
    headers[name] = rest.join(":").trim();
  }
  const seconds = options.value("T");
  const connectTimeoutMs = seconds === undefined ? undefined : Number(seconds) * 1000;
  let next = url;
  for (let redirections = 0; ; redirections += 1) {
    const response = await send(process.machine, {
      url: next,
      method: "GET",
      headers,
      connectTimeoutMs,
      signal: process.signal,
    });
    const target = response.headers.location;
    const status = response.statusCode ?? 0;
    if (status < 300 || status >= 400 || target === undefined || redirections >= maximumRedirections) return response;
    response.resume();
    next = new URL(target, next).href;
  }
}

async function say(process: Process, options: Options, text: string): Promise<void> {
  if (!options.has("q")) await print(process, `wget: ${text}\n`, 2);
}
