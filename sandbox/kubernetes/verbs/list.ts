import { ApiError } from "../api/api-error";
import type { Call } from "../api/call";
import { expiredContinue, readContinueToken, writeContinueToken } from "../api/continue-token";
import { isSelected, type ListOptions, listOptions } from "../api/list-options";
import type { ApiReply } from "../api/request";
import { jsonText, objectReply } from "../api/write-answer";
import { convertOut } from "../kinds/conversion";
import { without } from "../plain/compare";
import type { JsonObject } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import { shelfOf } from "../registry/registry";
import { groupVersion } from "../schema/resource";
import { partialOf, tableOf } from "../tables/table";
import { waitForVersion } from "./get";
import { goType, includeObjectOf } from "./present";

/** Some objects of a resource, with the list's metadata. */
export interface Page {
  readonly objects: readonly JsonObject[];
  readonly metadata: JsonObject;
}

/** GET of a collection. */
export async function listObjects(call: Call): Promise<ApiReply> {
  const rules = call.services.registry.rulesOf(call.resource);
  const options = listOptions(call.request.query, rules, false);
  await waitForVersion(call, options.resourceVersion);
  return presentList(call, pageOf(call, options));
}

/** The objects that are asked for. @throws ApiError 410 where they are forgotten */
function pageOf(call: Call, options: ListOptions): Page {
  const { registry } = call.services;
  const { store } = registry;
  const token = options.continueToken === "" ? undefined : readContinueToken(options.continueToken);
  const isExact =
    options.resourceVersionMatch === "Exact" ||
    (options.resourceVersion !== "" &&
      options.resourceVersion !== "0" &&
      options.limit > 0 &&
      options.resourceVersionMatch === "");
  const revision =
    token !== undefined && token.revision > 0
      ? token.revision
      : isExact
        ? Number(options.resourceVersion)
        : store.revision;
  const all = store.listAt(shelfOf(call.resource), call.info.namespace, revision);
  if (all === undefined) {
    if (token !== undefined) throw expiredContinue(token);
    throw new ApiError(410, "Expired", "The resourceVersion for the provided list is too old.");
  }
  const rules = registry.rulesOf(call.resource);
  const behind = token === undefined ? all : all.filter((object) => placeOf(object, call) > token.after);
  const selected = behind.filter((object) => isSelected(object, options, rules));
  // Served from memory: a limit does not count.
  const limit = options.resourceVersion === "0" && token === undefined ? 0 : options.limit;
  const objects = limit > 0 ? selected.slice(0, limit) : selected;
  const metadata: JsonObject = { resourceVersion: String(revision) };
  const last = objects.at(-1);
  if (last !== undefined && objects.length < selected.length) {
    metadata["continue"] = writeContinueToken({ revision, after: placeOf(last, call) });
    const isWhole = options.labels.length === 0 && options.fields.length === 0;
    if (isWhole) metadata["remainingItemCount"] = selected.length - objects.length;
  }
  return { objects, metadata };
}

/** Where in its list an object is: its name, with the namespace in a list of several. */
function placeOf(object: JsonObject, { info, resource }: Call): string {
  const isOfMany = info.namespace === "" && resource.isNamespaced;
  return isOfMany ? `${namespaceOf(object)}/${nameOf(object)}` : nameOf(object);
}

/** Answers with a list in the form that was asked for. */
export function presentList(call: Call, { objects, metadata }: Page): ApiReply {
  const { form, resource, services } = call;
  const converted =
    resource.group === "events.k8s.io" ? objects.map((object) => convertOut(resource, object)) : objects;
  if (form.as === "Table") {
    const rules = services.registry.rulesOf(resource);
    const options = {
      resource,
      rules,
      nowMs: services.clock.now(),
      version: form.version,
      includeObject: includeObjectOf(call),
    };
    return objectReply(200, tableOf(converted, metadata, options), form);
  }
  if (form.as === "PartialObjectMetadata") {
    const message = `you requested PartialObjectMetadata, but the requested object is a list (*${goType(resource.group, resource.kind)}List)`;
    throw new ApiError(406, "NotAcceptable", message);
  }
  if (form.as === "PartialObjectMetadataList") {
    const items = converted.map((object) => partialOf(object, form.version));
    const kind = "PartialObjectMetadataList";
    // The real server's list of nothing is null here.
    return objectReply(
      200,
      { kind, apiVersion: `meta.k8s.io/${form.version}`, metadata, items: items.length === 0 ? null : items },
      form,
    );
  }
  return wholeList(call, converted, metadata);
}

const itemTexts = new WeakMap<JsonObject, string>();

function wholeList({ resource, form }: Call, objects: readonly JsonObject[], metadata: JsonObject): ApiReply {
  const [kind, apiVersion] = [`${resource.kind}List`, groupVersion(resource)];
  if (form.media !== "json") {
    const items = objects.map((object) => without(object, "kind", "apiVersion"));
    return objectReply(200, { kind, apiVersion, metadata, items }, form);
  }
  const items = objects.map(itemText).join(",");
  const head = jsonText({ kind, apiVersion, metadata }).slice(0, -1);
  return { status: 200, headers: { "content-type": form.contentType }, body: `${head},"items":[${items}]}\n` };
}

/** An item of a list has no kind of its own. */
function itemText(object: JsonObject): string {
  const known = itemTexts.get(object);
  if (known !== undefined) return known;
  const text = JSON.stringify(without(object, "kind", "apiVersion"));
  itemTexts.set(object, text);
  return text;
}
