/** The verbs of the API on resources: get, list, watch, create, update, patch, delete. Never reviews and subresources. */
import { ApiError, badRequest } from "../api/api-error";
import type { Call } from "../api/call";
import type { ApiReply } from "../api/request";
import { objectReply } from "../api/write-answer";
import { convertOut } from "../kinds/conversion";
import type { JsonObject } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { partialOf, tableOf } from "../tables/table";

/** Answers with one object in the form that was asked for. */
export function presentObject(
  call: Call,
  object: JsonObject,
  status = 200,
  warnings: readonly string[] = [],
): ApiReply {
  return objectReply(status, formObject(call, object), call.form, warnings);
}

function formObject(call: Call, stored: JsonObject): JsonObject {
  const { form, resource, services } = call;
  const object = convertOut(resource, stored);
  if (form.as === undefined || object["kind"] === "Status") return object;
  if (form.as === "PartialObjectMetadata") return partialOf(object, form.version);
  if (form.as === "PartialObjectMetadataList") {
    const message = `you requested PartialObjectMetadataList, but the requested object is not a list (*${goType(resource.group, resource.kind)})`;
    throw new ApiError(406, "NotAcceptable", message);
  }
  const metadata = { resourceVersion: metadataOf(object)["resourceVersion"] ?? "" };
  return tableOf([object], metadata, {
    resource,
    rules: services.registry.rulesOf(resource),
    nowMs: services.clock.now(),
    version: form.version,
    includeObject: includeObjectOf(call),
  });
}

/** The Go type of a kind, as some messages name it. */
export function goType(group: string, kind: string): string {
  return `${group === "" ? "core" : (group.split(".")[0] ?? "")}.${kind}`;
}

/** What of objects a table holds. @throws ApiError 400 */
export function includeObjectOf(call: Call): string {
  const asked = call.request.query.get("includeObject") ?? "";
  if (asked === "") return "Metadata";
  if (["Metadata", "Object", "None"].includes(asked)) return asked;
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`,
  );
}
