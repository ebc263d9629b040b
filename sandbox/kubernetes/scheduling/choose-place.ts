import { at, type JsonObject, objectsOf, textOf } from "../plain/json";
import { labelsOf, nameOf, namespaceOf } from "../plain/object-meta";
import { selectsLabels } from "../selectors/label-selector";
import { isWanted } from "./node-affinity";
import { type Amounts, fitsInto, requestsOf } from "./resource-requests";
import { keepingTaint } from "./tolerations";

/** Where a pod goes, or why it goes nowhere. */
export type Place = { readonly nodeName: string } | { readonly nodeName: undefined; readonly message: string };

/** Pods that are bound to a node. */
export type PodsOn = (nodeName: string) => readonly JsonObject[];

/** The node with the fewest pods of those that take the pod; with the fewest of its own kind before that. */
export function choosePlace(pod: JsonObject, nodes: readonly JsonObject[], podsOn: PodsOn): Place {
  const reasons = new Map<string, number>();
  const requests = requestsOf(pod);
  let best: { readonly name: string; readonly rank: readonly [number, number] } | undefined;
  for (const node of nodes) {
    const name = nameOf(node);
    const reason = isWanted(pod, node) ? obstacle(pod, node, podsOn(name), requests) : "didn't match affinity";
    if (reason !== undefined) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      continue;
    }
    const rank = rankOf(pod, podsOn(name));
    if (best === undefined || rank[0] < best.rank[0] || (rank[0] === best.rank[0] && rank[1] < best.rank[1])) {
      best = { name, rank };
    }
  }
  if (best !== undefined) return { nodeName: best.name };
  return { nodeName: undefined, message: messageOf(nodes.length, reasons) };
}

/** What keeps a pod off a node that it is wanted on. */
function obstacle(
  pod: JsonObject,
  node: JsonObject,
  others: readonly JsonObject[],
  requests: Amounts,
): string | undefined {
  const tolerations = at(pod, "spec", "tolerations");
  const unschedulable = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
  if (at(node, "spec", "unschedulable") === true && keepingTaint(tolerations, [unschedulable]) !== undefined) {
    return "were unschedulable";
  }
  const taint = keepingTaint(tolerations, at(node, "spec", "taints"));
  if (taint !== undefined) {
    return `had untolerated taint {${textOf(taint["key"])}: ${textOf(taint["value"])}}`;
  }
  if (isKeptApart(pod, others)) return "didn't match pod anti-affinity rules";
  return fitsInto(node, others, requests);
}

/** Required anti-affinity, as far as it is about the node itself. */
function isKeptApart(pod: JsonObject, others: readonly JsonObject[]): boolean {
  const rules = objectsOf(
    at(pod, "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"),
  ).filter((rule) => rule["topologyKey"] === "kubernetes.io/hostname");
  return rules.some((rule) =>
    others.some(
      (other) => namespaceOf(other) === namespaceOf(pod) && selectsLabels(rule["labelSelector"], labelsOf(other)),
    ),
  );
}

function rankOf(pod: JsonObject, others: readonly JsonObject[]): readonly [number, number] {
  const owner = ownerOf(pod);
  const same = owner === "" ? 0 : others.filter((other) => ownerOf(other) === owner).length;
  return [same, others.length];
}

function ownerOf(pod: JsonObject): string {
  const [owner] = objectsOf(at(pod, "metadata", "ownerReferences"));
  return textOf(owner?.["uid"]);
}

function messageOf(total: number, reasons: ReadonlyMap<string, number>): string {
  if (total === 0) return "no nodes available to schedule pods";
  const rows = [...reasons].map(([reason, count]) => {
    if (reason.startsWith("Insufficient") || reason === "Too many pods") return `${count} ${reason}`;
    return `${count} node(s) ${reason === "didn't match affinity" ? "didn't match Pod's node affinity/selector" : reason}`;
  });
  const head = `0/${total} nodes are available`;
  return (
    `${head}: ${rows.sort().join(", ")}. no new claims to deallocate, preemption: ${head}: ` +
    `${total} Preemption is not helpful for scheduling.`
  );
}
