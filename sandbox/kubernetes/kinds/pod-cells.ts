import { at, type Json, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { ageText } from "../tables/age";
import { ageCell, listCell, numberAt } from "./cells";

/** A pod's row: name, ready, status, restarts, age, IP, node, nominated node, readiness gates. */
export function podCells(pod: JsonObject, nowMs: number): Json[] {
  const status = objectOf(pod["status"]);
  const statuses = objectsOf(status["containerStatuses"]);
  const wanted = objectsOf(at(pod, "spec", "containers")).length;
  const ready = statuses.filter((row) => row["ready"] === true).length;
  const ips = objectsOf(status["podIPs"]).map((row) => textOf(row["ip"]));
  const gates = objectsOf(at(pod, "spec", "readinessGates"));
  return [
    nameOf(pod),
    `${ready}/${wanted}`,
    podStatusText(pod),
    restartsText(statuses, nowMs),
    ageCell(pod, nowMs),
    listCell(ips.slice(0, 1)),
    listCell([textOf(at(pod, "spec", "nodeName"))].filter((name) => name !== "")),
    listCell([textOf(status["nominatedNodeName"])].filter((name) => name !== "")),
    gates.length === 0
      ? "<none>"
      : `${gates.filter((gate) => isTrue(status, textOf(gate["conditionType"]))).length}/${gates.length}`,
  ];
}

function isTrue(status: JsonObject, type: string): boolean {
  return objectsOf(status["conditions"]).some((row) => row["type"] === type && row["status"] === "True");
}

function restartsText(statuses: readonly JsonObject[], nowMs: number): string {
  const count = statuses.reduce((total, row) => total + numberAt(row, "restartCount"), 0);
  const times = statuses
    .map((row) => textOf(at(row, "lastState", "terminated", "finishedAt")))
    .filter((time) => time !== "");
  const last = times.sort().at(-1);
  return count === 0 || last === undefined ? String(count) : `${count} (${ageText(last, nowMs)} ago)`;
}

/** The status as `kubectl get` shows it. */
function podStatusText(pod: JsonObject): string {
  const status = objectOf(pod["status"]);
  const reason = textOf(status["reason"]);
  const conditions = objectsOf(status["conditions"]);
  const isGated = conditions.some((row) => row["type"] === "PodScheduled" && row["reason"] === "SchedulingGated");
  let text = isGated ? "SchedulingGated" : reason === "" ? textOf(status["phase"]) : reason;
  const init = initText(pod);
  if (init !== undefined) text = init;
  else text = containersText(objectsOf(status["containerStatuses"]), text, isTrue(status, "Ready"));
  if (metadataOf(pod)["deletionTimestamp"] === undefined) return text;
  if (reason === "NodeLost") return "Unknown";
  return ["Succeeded", "Failed"].includes(textOf(status["phase"])) && init === undefined ? text : "Terminating";
}

/** What init containers are at; undefined: done with. */
function initText(pod: JsonObject): string | undefined {
  const statuses = objectsOf(at(pod, "status", "initContainerStatuses"));
  for (const [index, row] of statuses.entries()) {
    const terminated = objectOf(at(row, "state", "terminated"));
    if (at(row, "state", "terminated") !== undefined && terminated["exitCode"] === 0) continue;
    if (row["started"] === true && at(row, "state", "running") !== undefined) continue;
    const waiting = textOf(at(row, "state", "waiting", "reason"));
    if (at(row, "state", "terminated") !== undefined) {
      const why = textOf(terminated["reason"]);
      return `Init:${why === "" ? `ExitCode:${numberAt(terminated, "exitCode")}` : why}`;
    }
    if (waiting !== "" && waiting !== "PodInitializing") return `Init:${waiting}`;
    return `Init:${index}/${objectsOf(at(pod, "spec", "initContainers")).length}`;
  }
  return undefined;
}

function containersText(statuses: readonly JsonObject[], before: string, isReady: boolean): string {
  let [text, isRunning] = [before, false];
  for (const row of statuses.toReversed()) {
    const terminated = objectOf(at(row, "state", "terminated"));
    const waiting = textOf(at(row, "state", "waiting", "reason"));
    if (waiting !== "") text = waiting;
    else if (textOf(terminated["reason"]) !== "") text = textOf(terminated["reason"]);
    else if (at(row, "state", "terminated") !== undefined) {
      const signal = numberAt(terminated, "signal");
      text = signal === 0 ? `ExitCode:${numberAt(terminated, "exitCode")}` : `Signal:${signal}`;
    } else if (row["ready"] === true && at(row, "state", "running") !== undefined) isRunning = true;
  }
  if (text !== "Completed" || !isRunning) return text;
  return isReady ? "Running" : "NotReady";
}
