/** Watches: what changes is told as it changes, line by line, until the server ends the watch. */
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { type CallContext, JsonReader, TransportError } from "../transport";
import { refusal, transportFailure } from "./classify";
import type { KubernetesApi } from "./kubernetes-api";
import { KubernetesError, malformed } from "./kubernetes-error";

/** A change. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  readonly object: JsonReader;
}

/** What is watched. */
export interface WatchRequest {
  /** Of a list, e.g. `/api/v1/nodes`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** When the server is to end it, seconds. @default 300 */
  readonly timeoutSeconds?: number;
}

/** More than any object that is watched, characters. */
const longestLine = 4 * 1024 * 1024;

/**
 * Tells everything that is there, and then what changes. Ends when the server ends it, which it does now and then.
 * @throws KubernetesError, and the signal's reason
 */
export async function* watch(
  api: KubernetesApi,
  { path, query = {}, timeoutSeconds = 300 }: WatchRequest,
  context: CallContext,
): AsyncGenerator<WatchEvent> {
  const url = new URL(path, api.server);
  const all = { ...query, watch: "true", timeoutSeconds: String(timeoutSeconds) };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  const controller = new AbortController();
  const signal = AbortSignal.any([context.signal, controller.signal]);
  try {
    const response = await opened(api, url, signal);
    context.log.debug("Kubernetes streams", { path });
    for await (const line of linesOf(response)) {
      const event = readEvent(line, path);
      if (event !== undefined) yield event;
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof KubernetesError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw transportFailure(new TransportError("broken_off", why, { cause: error }), { method: "GET", url });
  } finally {
    controller.abort();
  }
}

async function opened(api: KubernetesApi, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { ca, certificate: cert, key } = api.access;
  const headers = { accept: "application/json" };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = requestHttps(url, { ca, cert, key, headers, signal, agent: false });
    request.on("error", reject);
    request.on("response", resolve);
    request.end();
  });
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  response.resume();
  throw refusal({ status, headers: {}, body: "" }, { method: "GET", url });
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = "";
  response.setEncoding("utf8");
  for await (const part of response) {
    rest += String(part);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw new RangeError(`Cannot read a line of more than ${longestLine} characters`);
    yield* lines.filter((line) => line !== "");
  }
}

function readEvent(line: string, path: string): WatchEvent | undefined {
  const fields = parsed(line, path);
  const type = fields.text("type");
  const object = fields.object("object");
  if (type === "ERROR") {
    const code = object.numberOrNull("code") === 410 ? "expired" : "unavailable";
    throw new KubernetesError(code, `Cannot watch "${path}": ${object.textOrNull("message") ?? "the server ended it"}`);
  }
  if (type === "ADDED" || type === "MODIFIED" || type === "DELETED" || type === "BOOKMARK") return { type, object };
  return undefined;
}

function parsed(line: string, path: string): JsonReader {
  try {
    return new JsonReader(JSON.parse(line), `watch "${path}"`, malformed);
  } catch (error) {
    throw malformed(`Cannot watch "${path}": a line is no JSON object`, { cause: error });
  }
}
