import type { Call } from "../api/call";
import { isSelected, listOptions } from "../api/list-options";
import { deleteQuery } from "../api/options";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import type { JsonObject } from "../plain/json";
import { nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { shelfOf } from "../registry/registry";
import { storedResource } from "./create";
import { presentList } from "./list";
import { presentObject } from "./present";

/** DELETE of an object. */
export function deleteObject(call: Call): ApiReply {
  const { request, resource, info, user, services } = call;
  const { how, dryRun } = deleteQuery(request);
  const { registry } = services;
  const options = { user, manager: managerOf(request), dryRun };
  const { object, isGone } = registry.delete(storedResource(call), info.namespace, info.name, how, options);
  const rules = registry.rulesOf(resource);
  const warnings =
    how.propagationPolicy === undefined && rules.orphansByDefault === true ? orphanWarnings(resource.name) : [];
  if (!isGone || rules.answersWithObject === true) return presentObject(call, object, 200, warnings);
  const details: JsonObject = {
    name: nameOf(object),
    ...(resource.group === "" ? {} : { group: resource.group }),
    kind: resource.name,
    uid: uidOf(object),
  };
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
  return objectReply(200, status, { ...call.form, as: undefined }, warnings);
}

function orphanWarnings(resource: string): string[] {
  if (resource !== "jobs") return [];
  return [
    "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning",
  ];
}

/** DELETE of a collection. */
export function deleteCollection(call: Call): ApiReply {
  const { request, resource, info, user, services } = call;
  const { registry } = services;
  const rules = registry.rulesOf(resource);
  const selection = listOptions(request.query, rules, false);
  const { how, dryRun } = deleteQuery(request);
  const options = { user, manager: managerOf(request), dryRun };
  const objects = registry.store
    .list(shelfOf(resource), info.namespace)
    .filter((object) => isSelected(object, selection, rules));
  const revision = registry.store.revision;
  for (const object of objects)
    registry.delete(storedResource(call), namespaceOf(object), nameOf(object), how, options);
  return presentList(call, { objects, metadata: { resourceVersion: String(revision) } });
}
