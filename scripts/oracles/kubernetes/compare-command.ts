import type { OracleLine } from "../../oracles-format/json-lines";
import { differences, isRecord } from "./compare";
import type { CommandResult } from "./kubectl";
import type { Bindings } from "./placeholders";
import type { PassedRequest } from "./recording-proxy";

/** Commands that ask again until something holds: how often depends on the time. */
const waiting = new Set(["delete", "drain", "wait", "rollout", "replace", "scale"]);

/** Differences between a recorded command and one that ran; what is bound in them counts only where there are none. */
export function compareCommand(
  line: OracleLine,
  result: CommandResult,
  requests: readonly PassedRequest[],
  bindings: Bindings,
): readonly string[] {
  const trial = bindings.copy();
  const [verb = "", second = ""] = argsOf(line);
  const lastLineCounts = verb === "rollout" && second === "status";
  // Some kubectl describe a ConfigMap's data in the order of a Go map: none.
  const isUnordered = line["compare"] === "lines in any order" || line["name"] === "describe-cm";
  const wrong: string[] = [];
  if (result.exit !== line["exit"]) wrong.push(`the exit code is ${result.exit} rather than ${String(line["exit"])}`);
  for (const stream of ["stdout", "stderr"] as const) {
    const pick = (text: string) => (lastLineCounts ? linesOf(text).slice(-1) : linesOf(text));
    const texts = { expected: pick(String(line[stream])), actual: pick(result[stream]) };
    wrong.push(...compareLines(stream, texts, trial, isUnordered));
  }
  if (wrong.length > 0) return wrong;
  bindings.take(trial);
  return compareRequests(recordedRequests(line), requests.filter(isOfKubectl), bindings, waiting.has(verb));
}

/** The arguments of a recorded command. */
export function argsOf(line: OracleLine): readonly string[] {
  return Array.isArray(line["args"]) ? line["args"].map(String) : [];
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trim())
    .filter((line) => line !== "" && !buildLine.test(line));
}

/** Who built a server is nobody's business. */
const buildLine = /^"(?:buildDate|gitCommit|goVersion)": /;

function compareLines(
  stream: string,
  { expected, actual }: { expected: readonly string[]; actual: readonly string[] },
  bindings: Bindings,
  isUnordered: boolean,
): readonly string[] {
  if (!isUnordered) {
    const length = Math.max(expected.length, actual.length);
    for (let index = 0; index < length; index += 1) {
      const [wanted, found] = [expected[index], actual[index]];
      if (wanted === undefined) return [`${stream} has a line too much: ${JSON.stringify(found)}`];
      if (found === undefined) return [`${stream} lacks the line ${JSON.stringify(wanted)}`];
      if (!isSameLine(wanted, found, bindings))
        return [`line ${index + 1} of ${stream} is ${JSON.stringify(found)} rather than ${JSON.stringify(wanted)}`];
    }
    return [];
  }
  const left = [...actual];
  const missing = expected.filter((wanted) => {
    const index = left.findIndex((found) => isSameLine(wanted, found, bindings));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return missing.length + left.length === 0
    ? []
    : [
        `${stream} lacks ${JSON.stringify(missing).slice(0, 600)} and has ${JSON.stringify(left).slice(0, 600)} too much`,
      ];
}

/** Warnings and errors that kubectl joins come in any order. */
function isSameLine(expected: string, actual: string, bindings: Bindings): boolean {
  if (bindings.matches(expected, actual)) return true;
  const [wanted, found] = [partsOf(expected), partsOf(actual)];
  if (wanted.length !== found.length || wanted.length === 1) return false;
  const trial = bindings.copy();
  for (const part of wanted) {
    const index = found.findIndex((other) => trial.matches(part, other));
    if (index < 0) return false;
    found.splice(index, 1);
  }
  bindings.take(trial);
  return true;
}

function partsOf(line: string): string[] {
  return line.split(/(?:^Warning:|[;,[\]]|: \[) ?/).filter((part) => part !== "");
}

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly line: Record<string, unknown>;
}

function recordedRequests(line: OracleLine): RecordedRequest[] {
  const all = Array.isArray(line["requests"]) ? line["requests"].filter(isRecord) : [];
  return all
    .filter((request) => isOfKubectl({ userAgent: String(request["userAgent"] ?? "") }))
    .map((request) => ({
      method: String(request["method"]),
      path: sortedSelector(withoutRawValues(String(request["path"]))),
      status: Number(request["status"]),
      line: request,
    }));
}

/** In selectors the recorder has left what is different each time. */
function withoutRawValues(path: string): string {
  return path.replace(/uid%3D[0-9a-f-]{36}/, "uid%3D<uid>").replace(/(?<=<hash:\d+>-)[a-z0-9]{5}(?=%2C|&|$)/, "<rand>");
}

/** The parts of a field selector come in any order. */
function sortedSelector(path: string): string {
  return path.replace(/(?<=fieldSelector=)[^&]+/, (text) => text.split("%2C").sort().join("%2C"));
}

/** Some kubectl are found by a smaller program that asks for the version first. */
function isOfKubectl({ userAgent }: { readonly userAgent: string }): boolean {
  return !userAgent.startsWith("kubectl-dispatcher");
}

function compareRequests(
  expected: readonly RecordedRequest[],
  actual: readonly PassedRequest[],
  bindings: Bindings,
  isWaiting: boolean,
): readonly string[] {
  const wrong: string[] = [];
  const isOptional = ({ method }: { readonly method: string }) => isWaiting && method === "GET";
  for (const request of expected) {
    if (isOptional(request) || actual.some((other) => requestDifferences(request, other, bindings, true).length === 0))
      continue;
    const closest = actual.find((other) => isSamePlace(request, other, bindings));
    const why = closest === undefined ? "" : `: ${requestDifferences(request, closest, bindings, true).join("; ")}`;
    wrong.push(`${request.method} ${request.path} is missing${why}`);
  }
  for (const request of actual) {
    const isStatusOpen = isOptional(request);
    if (!expected.some((other) => requestDifferences(other, request, bindings, !isStatusOpen).length === 0))
      wrong.push(`${request.method} ${request.path} (${request.status}) is too much`);
  }
  return wrong;
}

function isSamePlace(expected: RecordedRequest, actual: PassedRequest, bindings: Bindings): boolean {
  return expected.method === actual.method && bindings.copy().matches(expected.path, sortedSelector(actual.path));
}

function requestDifferences(
  expected: RecordedRequest,
  actual: PassedRequest,
  bindings: Bindings,
  withStatus: boolean,
): readonly string[] {
  const trial = bindings.copy();
  if (expected.method !== actual.method || !trial.matches(expected.path, sortedSelector(actual.path)))
    return ["another place"];
  const { accept, contentType, responseType, body, bodyProtobuf } = expected.line;
  const wrong: string[] = [];
  if (withStatus && expected.status !== actual.status)
    wrong.push(`the status is ${actual.status} rather than ${expected.status}`);
  if (accept !== undefined && accept !== actual.accept) wrong.push(`accept is ${JSON.stringify(actual.accept)}`);
  if (contentType !== undefined && contentType !== actual.contentType)
    wrong.push(`content-type is ${JSON.stringify(actual.contentType)}`);
  // What may be protobuf may be JSON: the client takes both.
  const types = [responseType, ...(String(responseType).includes("protobuf") ? ["application/json"] : [])];
  if (withStatus && expected.status === actual.status && !types.includes(actual.responseType))
    wrong.push(`the answer is ${JSON.stringify(actual.responseType)} rather than ${JSON.stringify(responseType)}`);
  if (isRecord(bodyProtobuf)) {
    wrong.push(...differences(withoutEmpty(bodyProtobuf["decoded"]), withoutEmpty(actual.body), trial, undefined));
  } else if (body !== undefined) wrong.push(...differences(body, actual.body, trial, undefined));
  return wrong;
}

/** Without apiVersion and kind (an envelope has them), and without empty texts and objects, which protobuf does not keep apart. */
function withoutEmpty(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutEmpty(item, depth + 1));
  if (!isRecord(value)) return value;
  const members = Object.entries(value)
    .filter(([name]) => depth > 0 || (name !== "apiVersion" && name !== "kind"))
    .map(([name, member]): [string, unknown] => [name, withoutEmpty(member, depth + 1)])
    .filter(
      ([, member]) => member !== "" && member !== null && !(isRecord(member) && Object.keys(member).length === 0),
    );
  return Object.fromEntries(members);
}
