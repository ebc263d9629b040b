import type { Call } from "../api/call";
import { writeQuery } from "../api/options";
import { readBody, wantedOf } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { convertIn } from "../kinds/conversion";
import type { Resource } from "../schema/resource";
import { presentObject } from "./present";

/** POST to a collection. */
export function createObject(call: Call): ApiReply {
  const { request, resource, info, user, services } = call;
  const query = writeQuery(request.query, "CreateOptions");
  const { object, warnings } = readBody(request, wantedOf(resource), query.fieldValidation);
  const stored = storedResource(call);
  const created = services.registry.create(stored, info.namespace, convertIn(resource, object), {
    user,
    manager: managerOf(request),
    dryRun: query.dryRun,
    view: resource,
  });
  const own = services.registry.rulesOf(resource).warnings?.(created, undefined) ?? [];
  return presentObject(call, created, 201, [...warnings, ...own]);
}

/** The resource whose form an object is stored in. */
export function storedResource({ resource, services }: Pick<Call, "resource" | "services">): Resource {
  return resource.group === "events.k8s.io" ? services.resources.named("events") : resource;
}
