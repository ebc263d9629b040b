import { methodNotAllowed } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError, invalidObject } from "../api/field-error";
import { writeQuery } from "../api/options";
import { readBody, typedBody } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import { at, type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { selectorText } from "../selectors/selector-text";
import { patchBody, patchedObject, patchTypeOf } from "../verbs/patch";
import { checkPlace } from "../verbs/update";

const wanted = { group: "autoscaling", version: "v1", kind: "Scale", typeName: "autoscaling.v1.Scale" };

/** GET, PUT and PATCH of the number of replicas. */
export function scaleReply(call: Call): ApiReply {
  const { info, resource, services } = call;
  const live = services.registry.get(resource, info.namespace, info.name);
  const form = { ...call.form, as: undefined };
  if (info.verb === "get") return objectReply(200, scaleOf(live), form);
  if (info.verb !== "update" && info.verb !== "patch") throw methodNotAllowed();
  const scale = info.verb === "update" ? putScale(call) : patchedScale(call, live);
  checkPlace(call, scale);
  const replicas = at(scale, "spec", "replicas") ?? 0;
  if (typeof replicas === "number" && replicas < 0) {
    const error = fieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
    throw invalidObject("autoscaling", "Scale", info.name, [error]);
  }
  const query = writeQuery(call.request.query, info.verb === "update" ? "UpdateOptions" : "PatchOptions");
  const updated = services.registry.update(
    resource,
    info.namespace,
    info.name,
    (object) => withReplicas(object, replicas, metadataOf(scale)),
    { user: call.user, manager: managerOf(call.request), dryRun: query.dryRun, subresource: "scale" },
  );
  return objectReply(200, scaleOf(updated), form);
}

function putScale(call: Call): JsonObject {
  return readBody(call.request, wanted, "Ignore").object;
}

function patchedScale(call: Call, live: JsonObject): JsonObject {
  const patched = patchedObject(scaleOf(live), patchBody(call.request), patchTypeOf(call.request), wanted);
  return typedBody(patched, wanted, "Ignore").object;
}

function withReplicas(object: JsonObject, replicas: Json, asked: JsonObject): JsonObject {
  const metadata: JsonObject = { ...metadataOf(object) };
  for (const name of ["resourceVersion", "uid"]) {
    const value = textOf(asked[name]);
    if (value !== "") metadata[name] = value;
  }
  return { ...object, metadata, spec: { ...objectOf(object["spec"]), replicas } };
}

function scaleOf(object: JsonObject): JsonObject {
  const metadata = metadataOf(object);
  const kept = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];
  const selector = selectorText(at(object, "spec", "selector"), object["kind"] === "ReplicationController");
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => kept.includes(name))),
    spec: scaleSpec(at(object, "spec", "replicas")),
    status: { replicas: at(object, "status", "replicas") ?? 0, ...(selector === "" ? {} : { selector }) },
  };
}

function scaleSpec(replicas: Json | undefined): JsonObject {
  return typeof replicas === "number" && replicas !== 0 ? { replicas } : {};
}
