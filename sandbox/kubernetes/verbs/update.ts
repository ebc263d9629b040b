import { badRequest, notFound } from "../api/api-error";
import type { Call } from "../api/call";
import { writeQuery } from "../api/options";
import { readBody, wantedOf } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { convertIn } from "../kinds/conversion";
import { type JsonObject, textOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { storedResource } from "./create";
import { presentObject } from "./present";

/** PUT of an object or of a subresource that has its form. */
export function updateObject(call: Call): ApiReply {
  const { request, resource, info, user, services } = call;
  const query = writeQuery(request.query, "UpdateOptions");
  const { object, warnings } = readBody(request, wantedOf(resource), query.fieldValidation);
  const given = convertIn(resource, object);
  checkPlace(call, given);
  const stored = storedResource(call);
  const options = {
    user,
    manager: managerOf(request),
    dryRun: query.dryRun,
    subresource: info.subresource,
    view: resource,
  };
  const { registry } = services;
  const live = registry.find(stored, info.namespace, info.name);
  if (live === undefined) {
    const mayCreate = registry.rulesOf(resource).allowsCreateOnUpdate === true && info.subresource === "";
    if (!mayCreate || textOf(metadataOf(given)["resourceVersion"]) !== "") throw notFound(resource, info.name);
    return presentObject(call, registry.create(stored, info.namespace, given, options), 201, warnings);
  }
  const updated = registry.update(stored, info.namespace, info.name, () => given, options);
  const own = registry.rulesOf(resource).warnings?.(updated, live) ?? [];
  return presentObject(call, updated, 200, [...warnings, ...own]);
}

/** The object must be that of the path. @throws ApiError 400 */
export function checkPlace({ info, resource }: Call, object: JsonObject): void {
  const metadata = metadataOf(object);
  const [name, namespace] = [textOf(metadata["name"]), textOf(metadata["namespace"])];
  if (name === "") throw badRequest("name must be provided");
  if (name !== info.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  }
  if (resource.isNamespaced && namespace !== "" && namespace !== info.namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
}
