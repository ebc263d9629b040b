import { ApiError, conflict } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError } from "../api/field-error";
import { writeQuery } from "../api/options";
import { readBody } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { annotationsOf, labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { withCondition } from "./conditions";

const wanted = { group: "", version: "v1", kind: "Binding", typeName: "core.v1.Binding" };

/** POST of a Binding: a pod gets its node. */
export function bindingReply(call: Call): ApiReply {
  const { request, info, services, user } = call;
  const query = writeQuery(request.query, "CreateOptions");
  const { object } = readBody(request, wanted, "Ignore");
  const target = objectOf(object["target"]);
  const kind = textOf(target["kind"]);
  const errors = [];
  if (kind !== "" && kind !== "Node") errors.push(fieldError.notSupported("target.kind", kind, ["Node", "<empty>"]));
  if (textOf(target["name"]) === "") errors.push(fieldError.required("target.name"));
  const name = info.resource === "bindings" ? nameOf(object) : info.name;
  // The real server forgets to say that these are errors of the client.
  const told = errors.map(({ field, message }) => `${field}: ${message}`).join(", ");
  if (errors.length > 0) throw new ApiError(500, "", told);
  const pods = services.resources.named("pods");
  services.registry.update(
    pods,
    info.namespace,
    name,
    (live) => bound(live, object, textOf(target["name"]), services.clock.now(), pods),
    {
      user,
      manager: managerOf(request),
      dryRun: query.dryRun,
      subresource: "binding",
    },
  );
  return objectReply(
    201,
    { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 },
    { ...call.form, as: undefined },
  );
}

function bound(
  pod: JsonObject,
  binding: JsonObject,
  nodeName: string,
  nowMs: number,
  pods: Parameters<typeof conflict>[0],
): JsonObject {
  const own = textOf(at(pod, "spec", "nodeName"));
  const refuse = (why: string) => conflict({ ...pods, name: "pods/binding" }, nameOf(pod), why);
  if (metadataOf(pod)["deletionTimestamp"] !== undefined)
    throw refuse(`pod ${nameOf(pod)} is being deleted, cannot be assigned to a host`);
  if (own !== "") throw refuse(`pod ${nameOf(pod)} is already assigned to node "${own}"`);
  const annotations = { ...annotationsOf(pod), ...annotationsOf(binding) };
  const labels = { ...labelsOf(pod), ...labelsOf(binding) };
  const metadata: JsonObject = { ...metadataOf(pod) };
  if (Object.keys(annotations).length > 0) metadata["annotations"] = annotations;
  if (Object.keys(labels).length > 0) metadata["labels"] = labels;
  const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: timeText(nowMs) };
  return withCondition({ ...pod, metadata, spec: { ...objectOf(pod["spec"]), nodeName } }, scheduled);
}
