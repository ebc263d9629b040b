import { Agent, request as httpRequest } from "node:http";
import type { OracleLine } from "../../oracles-format/json-lines";
import { isRecord } from "./compare";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** A request that is ready to be sent. */
export interface Sending {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | undefined;
}

const tokens: Readonly<Record<string, string>> = {
  admin: "Bearer admin-token",
  "dev-user": "Bearer dev-token",
  node: "Bearer node-token",
  "bad-token": "Bearer no-such-token",
};

/** Makes a request of a recorded one; `earlier` are the answers of its group by name. */
export function sendingOf(line: OracleLine, earlier: ReadonlyMap<string, Answer>): Sending {
  const filled = (text: string) => fill(text, earlier);
  const headers: Record<string, string | readonly string[]> = { "user-agent": "recorder/1.0" };
  for (const [name, value] of Object.entries(isRecord(line["headers"]) ? line["headers"] : {})) {
    headers[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : filled(String(value));
  }
  const authorization = authorizationOf(filled(String(line["as"] ?? "admin")));
  if (authorization !== undefined) headers["authorization"] = authorization;
  return { method: String(line["method"]), path: filled(String(line["path"])), headers, body: bodyOf(line, earlier) };
}

function authorizationOf(as: string): string | undefined {
  if (as === "anonymous") return undefined;
  if (as.startsWith("bearer:")) return `Bearer ${as.slice("bearer:".length)}`;
  return as.startsWith("header:") ? as.slice("header:".length) : tokens[as];
}

function bodyOf(line: OracleLine, earlier: ReadonlyMap<string, Answer>): Buffer | undefined {
  const { body, bodyText, bodyFrom, bodyGenerated } = line;
  if (typeof bodyText === "string") return Buffer.from(fill(bodyText, earlier));
  if (isRecord(bodyFrom)) return Buffer.from(JSON.stringify(changed(bodyFrom, earlier)));
  if (isRecord(bodyGenerated)) {
    const data = { k: "x".repeat(Number(bodyGenerated["valueBytes"])) };
    return Buffer.from(
      JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: bodyGenerated["name"] }, data }),
    );
  }
  return body === undefined ? undefined : Buffer.from(JSON.stringify(fillDeep(body, earlier)));
}

function changed(from: Record<string, unknown>, earlier: ReadonlyMap<string, Answer>): unknown {
  const base: unknown = JSON.parse(earlier.get(String(from["exchange"]))?.body.toString("utf8") ?? "{}");
  const set = isRecord(from["set"]) ? from["set"] : {};
  for (const [pointer, value] of Object.entries(set)) assign(base, pointer, fillDeep(value, earlier));
  for (const pointer of Array.isArray(from["remove"]) ? from["remove"] : []) assign(base, String(pointer), undefined);
  return base;
}

function assign(base: unknown, pointer: string, value: unknown): void {
  const steps = pointer.split("/").slice(1).map(unescaped);
  const last = steps.pop() ?? "";
  let current = base;
  for (const step of steps) {
    if (Array.isArray(current)) current = current[Number(step)];
    else if (isRecord(current)) {
      current[step] ??= {};
      current = current[step];
    }
  }
  if (Array.isArray(current)) {
    if (value === undefined) current.splice(Number(last), 1);
    else current[last === "-" ? current.length : Number(last)] = value;
  } else if (isRecord(current)) {
    if (value === undefined) delete current[last];
    else current[last] = value;
  }
}

function fillDeep(value: unknown, earlier: ReadonlyMap<string, Answer>): unknown {
  if (typeof value === "string") return fill(value, earlier);
  if (Array.isArray(value)) return value.map((item) => fillDeep(item, earlier));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [fill(name, earlier), fillDeep(member, earlier)]),
  );
}

function fill(text: string, earlier: ReadonlyMap<string, Answer>): string {
  return text.replace(
    /\{\{([^#@}]+)(@headers)?#([^}]*)\}\}/g,
    (_all, name: string, isHeader: string | undefined, pointer: string) => {
      const answer = earlier.get(name);
      if (answer === undefined) return "";
      if (isHeader !== undefined) return String(answer.headers[pointer.slice(1)] ?? "");
      return String(valueAt(parsed(answer.body), pointer) ?? "");
    },
  );
}

/** A body as JSON; undefined where it is none. */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The value at a JSON pointer. */
export function valueAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const step of pointer.split("/").slice(1).map(unescaped)) {
    if (Array.isArray(current)) current = current[Number(step)];
    else current = isRecord(current) ? current[step] : undefined;
  }
  return current;
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

const agent = new Agent({ keepAlive: true });

/** Sends a request and reads all of the answer. */
export function send(base: string, { method, path, headers, body }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(base);
    const length = body === undefined ? {} : { "content-length": String(body.length) };
    const sent = httpRequest(
      { host: url.hostname, port: url.port, method, path, headers: { ...mutable(headers), ...length }, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response.headersDistinct),
            body: Buffer.concat(chunks),
          }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Opens a stream; `lines` grows as events come. */
export function openStream(
  base: string,
  { method, path, headers }: Sending,
): { lines: string[]; status: Promise<number>; close(): void } {
  const url = new URL(base);
  const lines: string[] = [];
  let resolveStatus: (status: number) => void = () => {};
  const status = new Promise<number>((resolve) => {
    resolveStatus = resolve;
  });
  let rest = "";
  const sent = httpRequest(
    { host: url.hostname, port: url.port, method, path, headers: mutable(headers), agent: false },
    (response) => {
      resolveStatus(response.statusCode ?? 0);
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        const parts = (rest + chunk).split("\n");
        rest = parts.pop() ?? "";
        lines.push(...parts);
      });
      response.on("error", () => {});
    },
  );
  sent.on("error", () => resolveStatus(0));
  sent.end();
  return { lines, status, close: () => sent.destroy() };
}

function mutable(headers: Sending["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}

function headersOf(distinct: NodeJS.Dict<string[]>): Answer["headers"] {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, values] of Object.entries(distinct)) {
    if (values !== undefined) headers[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return headers;
}
