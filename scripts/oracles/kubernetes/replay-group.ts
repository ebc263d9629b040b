import { setTimeout as wait } from "node:timers/promises";
import type { OracleLine } from "../../oracles-format/json-lines";
import { differences, isRecord, type Mode } from "./compare";
import { type Answer, openStream, parsed, send, sendingOf, valueAt } from "./exchange";
import { Bindings } from "./placeholders";
import { reasonFor } from "./reasons";
import { recordedCluster } from "./recorded-cluster";

/** What came of one exchange. */
export interface Outcome {
  readonly group: string;
  readonly name: string;
  /** Set-up is replayed, not counted, unless it fails. */
  readonly isBoilerplate: boolean;
  /** None where it agrees. */
  readonly differences: readonly string[];
}

const pollMs = 10;
const mostPolls = 200;
const mostPollsOfListed = 20;

function isListed(line: OracleLine): boolean {
  return reasonFor(String(line["group"]), String(line["name"])) !== undefined;
}

/** Replays the exchanges of one group against a cluster of its own. */
export async function replayGroup(opening: OracleLine, lines: readonly OracleLine[]): Promise<readonly Outcome[]> {
  const cluster = await recordedCluster();
  const about = String(opening["about"] ?? "");
  const isStopped = /controllers? (manager )?stopped/.test(about);
  if (about.includes("compacted")) cluster.store.history.compact(cluster.store.revision);
  const api = await cluster.openApi({ nodeName: "recorder", host: "127.0.0.1", port: 0, keyPair: undefined });
  const run = new GroupRun(api.url);
  try {
    const outcomes: Outcome[] = [];
    for (const line of lines) {
      // They ran until the recorder's namespace was ready.
      if (isStopped && line["boilerplate"] !== true) cluster.controllers.stop();
      const found = await run.exchange(line).catch((error: unknown) => [`it broke: ${String(error)}`]);
      outcomes.push({
        group: String(opening["group"]),
        name: String(line["name"]),
        isBoilerplate: line["boilerplate"] === true,
        differences: found,
      });
    }
    return outcomes;
  } finally {
    run.close();
    await cluster.close();
  }
}

class GroupRun {
  readonly #base: string;
  readonly #earlier = new Map<string, Answer>();
  readonly #bindings = new Bindings();
  readonly #streams = new Map<string, ReturnType<typeof openStream>>();

  constructor(base: string) {
    this.#base = base;
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
  }

  async exchange(line: OracleLine): Promise<readonly string[]> {
    if (typeof line["watchClose"] === "string") return this.#events(line["watchClose"], line);
    const sending = sendingOf(line, this.#earlier);
    const expected = isRecord(line["expect"]) ? line["expect"] : {};
    if (line["watchOpen"] === true) {
      const stream = openStream(this.#base, sending);
      this.#streams.set(String(line["name"]), stream);
      const status = await stream.status;
      return status === expected["status"] ? [] : [`the status is ${status} rather than ${String(expected["status"])}`];
    }
    const answer = await this.#poll(line, () => send(this.#base, sending));
    this.#earlier.set(String(line["name"]), answer);
    return compareAnswer(expected, answer, this.#bindings, modeOf(line));
  }

  async #poll(line: OracleLine, ask: () => Promise<Answer>): Promise<Answer> {
    const poll = line["poll"];
    let answer = await ask();
    if (!isRecord(poll)) return answer;
    // What is listed as different is not waited for as long.
    const most = isListed(line) ? mostPollsOfListed : mostPolls;
    for (let count = 0; count < most && !holds(poll, answer); count += 1) {
      await wait(pollMs);
      answer = await ask();
    }
    return answer;
  }

  async #events(name: string, line: OracleLine): Promise<readonly string[]> {
    const stream = this.#streams.get(name);
    const expected = isRecord(line["expect"]) ? line["expect"] : {};
    const count = Number(expected["count"] ?? 0);
    for (let tries = 0; tries < 100 && (stream?.lines.length ?? 0) < count; tries += 1) await wait(pollMs);
    stream?.close();
    const events = (stream?.lines ?? []).slice(0, count).map((text): unknown => JSON.parse(text));
    return differences(expected["events"] ?? [], events, this.#bindings, modeOf(line));
  }
}

function modeOf(line: OracleLine): Mode {
  const mode = line["compare"];
  return mode === "status" || mode === "shape" || mode === "columns" || mode === "unordered" ? mode : undefined;
}

function holds(poll: Record<string, unknown>, answer: Answer): boolean {
  if (typeof poll["status"] === "number") return answer.status === poll["status"];
  const found = valueAt(parsed(answer.body), String(poll["pointer"]));
  if ("equals" in poll) return JSON.stringify(found) === JSON.stringify(poll["equals"]);
  if ("length" in poll) return Array.isArray(found) && found.length === poll["length"];
  return found !== undefined;
}

const comparedHeaders = ["content-type", "warning", "retry-after", "allow", "location"];
const neededHeaders = [
  "audit-id",
  "x-kubernetes-pf-flowschema-uid",
  "x-kubernetes-pf-prioritylevel-uid",
  "cache-control",
];
/** Texts of little value: the status and reason count. */
const goText = /pkg\/runtime\/scheme\.go|Go struct field|strconv\.Parse/;

function compareAnswer(
  expected: Record<string, unknown>,
  answer: Answer,
  bindings: Bindings,
  mode: Mode,
): readonly string[] {
  if (answer.status !== expected["status"]) {
    return [
      `the status is ${answer.status} rather than ${String(expected["status"])}: ${answer.body.toString("utf8").slice(0, 600)}`,
    ];
  }
  if (mode === "status") return [];
  const wrong = compareHeaders(isRecord(expected["headers"]) ? expected["headers"] : {}, answer, bindings);
  if (isRecord(expected["summary"])) return [...wrong, ...compareSummary(expected["summary"], answer)];
  if (typeof expected["text"] === "string") return [...wrong, ...compareText(expected["text"], answer, bindings)];
  const events = expected["events"];
  if (Array.isArray(events)) {
    const found = answer.body
      .toString("utf8")
      .split("\n")
      .filter((text) => text !== "")
      .map((text): unknown => JSON.parse(text));
    return [...wrong, ...differences(events, found, bindings, mode)];
  }
  if (expected["body"] === undefined) return wrong;
  return [...wrong, ...compareBody(expected["body"], parsed(answer.body), bindings, mode)];
}

function compareBody(expected: unknown, actual: unknown, bindings: Bindings, mode: Mode): readonly string[] {
  if (mode === "columns") {
    return differences(
      valueAt(expected, "/columnDefinitions"),
      valueAt(actual, "/columnDefinitions"),
      bindings,
      undefined,
    );
  }
  const message = valueAt(expected, "/message");
  if (typeof message === "string" && goText.test(message)) {
    const told = (body: unknown) => [valueAt(body, "/code"), valueAt(body, "/reason")];
    return differences(told(expected), told(actual), bindings, undefined);
  }
  return differences(withoutBuild(expected), withoutBuild(actual), bindings, mode);
}

/** Who built a server, its hooks, and the hashes of its documents are nobody's business. */
function withoutBuild(body: unknown): unknown {
  if (!isRecord(body)) return body;
  if (isRecord(body["paths"])) return JSON.parse(withoutHash(JSON.stringify(body)));
  if (typeof body["gitVersion"] === "string") return { ...body, gitCommit: "", goVersion: "", buildDate: "" };
  const paths = body["paths"];
  return Array.isArray(paths)
    ? {
        ...body,
        paths: paths.filter((path) => !/^\/((healthz|livez|readyz)\/|flagz|statusz|metrics\/slis)/.test(String(path))),
      }
    : body;
}

function withoutHash(text: string): string {
  return text.replace(/hash=[0-9A-F]{128}/g, "hash=H");
}

function compareText(expected: string, answer: Answer, bindings: Bindings): readonly string[] {
  const withoutHooks = (text: string) =>
    text
      .split("\n")
      .filter((line) => !/^\[\+\](poststarthook|.* ok$)/.test(line))
      .join("\n");
  const text = answer.body.toString("utf8");
  return bindings.matches(withoutHooks(expected), withoutHooks(text))
    ? []
    : [`the text is ${JSON.stringify(text.slice(0, 300))} rather than ${JSON.stringify(expected.slice(0, 300))}`];
}

function compareSummary(summary: Record<string, unknown>, answer: Answer): readonly string[] {
  const keys = summary["topLevelKeys"];
  const first = summary["firstBytesHex"];
  if (typeof first === "string" && !answer.body.toString("hex").startsWith(first))
    return [`the body begins with ${answer.body.subarray(0, 8).toString("hex")} rather than ${first}`];
  if (!Array.isArray(keys)) return [];
  const found = parsed(answer.body);
  return differences(keys, isRecord(found) ? Object.keys(found).sort() : [], new Bindings(), undefined);
}

function compareHeaders(expected: Record<string, unknown>, answer: Answer, bindings: Bindings): string[] {
  const wrong: string[] = [];
  for (const name of comparedHeaders) {
    const plain = (value: unknown) => (typeof value === "string" ? withoutHash(value) : (value ?? "none"));
    const found = differences(plain(expected[name]), plain(answer.headers[name]), bindings, undefined);
    if (found.length > 0 && !(name === "content-type" && expected[name] === undefined)) {
      wrong.push(
        `header ${name} is ${JSON.stringify(answer.headers[name])} rather than ${JSON.stringify(expected[name])}`,
      );
    }
  }
  for (const name of neededHeaders) {
    if (expected[name] !== undefined && answer.headers[name] === undefined) wrong.push(`header ${name} is missing`);
  }
  return wrong;
}
