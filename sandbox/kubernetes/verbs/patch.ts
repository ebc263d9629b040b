import { ApiError, badRequest, notPlayed } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError, invalidObject } from "../api/field-error";
import { jsonProblem } from "../api/json-problem";
import { writeQuery } from "../api/options";
import { type ApiReply, type ApiRequest, headerOf, managerOf } from "../api/request";
import { convertIn, convertOut } from "../kinds/conversion";
import { jsonPatch } from "../patch/json-patch";
import { mergePatch } from "../patch/merge-patch";
import { PatchError } from "../patch/patch-error";
import { strategicMergePatch } from "../patch/strategic-merge-patch";
import { isObject, type Json, type JsonObject } from "../plain/json";
import { parsePlainJson } from "../plain/parse-json";
import { decodeObject } from "../schema/decode";
import { DecodeError } from "../schema/decode-error";
import type { Resource } from "../schema/resource";
import { builtInType } from "../schema/type-table";
import { storedResource } from "./create";
import { presentObject } from "./present";
import { checkPlace } from "./update";

/** Media types of patches, in the order in which a 415 names them. */
const patchTypes = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
] as const;

/** PATCH of an object or of a subresource that has its form. */
export function patchObject(call: Call): ApiReply {
  const { request, resource, info, user, services } = call;
  const type = patchTypeOf(request);
  const query = writeQuery(request.query, "PatchOptions");
  if (type === "application/apply-patch+yaml") {
    throw notPlayed("Server-side apply", "use a merge, strategic merge or JSON patch");
  }
  const { registry } = services;
  const stored = storedResource(call);
  let warnings: readonly string[] = [];
  const before = registry.get(stored, info.namespace, info.name);
  const patch = patchBody(request);
  const updated = registry.update(
    stored,
    info.namespace,
    info.name,
    (live) => {
      const patched = patchedObject(convertOut(resource, live), patch, type, resource);
      const read = readPatched(
        patched,
        resource,
        query.fieldValidation,
        type.includes("strategic") ? patch : undefined,
      );
      warnings = read.warnings;
      checkPlace(call, read.object);
      return convertIn(resource, read.object);
    },
    {
      user,
      manager: managerOf(request),
      dryRun: query.dryRun,
      subresource: info.subresource,
      view: resource,
      isPatch: true,
    },
  );
  const own = registry.rulesOf(resource).warnings?.(updated, before) ?? [];
  return presentObject(call, updated, 200, [...warnings, ...own]);
}

/** The kind of a patch. @throws ApiError 415 */
export function patchTypeOf(request: ApiRequest): (typeof patchTypes)[number] {
  const asked = (headerOf(request, "content-type").split(";")[0] ?? "").trim();
  const type = patchTypes.find((known) => known === asked);
  if (type === undefined) throw new ApiError(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
  return type;
}

/** The patch as JSON. @throws ApiError 400 */
export function patchBody(request: ApiRequest): Json {
  const text = request.body.toString("utf8");
  try {
    return parsePlainJson(text);
  } catch (error) {
    const prefix = headerOf(request, "content-type").includes("strategic") ? "" : "error decoding patch: ";
    throw badRequest(`${prefix}${jsonProblem(text, error)}`);
  }
}

/** An object with a patch applied, as plain JSON. @throws ApiError 400, 422 or 500 */
export function patchedObject(
  live: JsonObject,
  patch: Json,
  type: string,
  resource: Pick<Resource, "typeName">,
): JsonObject {
  try {
    if (type === "application/json-patch+json") return jsonPatch(live, patch);
    const isStrategic = type === "application/strategic-merge-patch+json";
    if (!isObject(patch)) {
      const kind = Array.isArray(patch) ? "array" : patch === null ? "null" : typeof patch;
      const prefix = isStrategic ? "" : "error decoding patch: ";
      throw new PatchError(
        "malformed",
        `${prefix}json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
      );
    }
    if (isStrategic) return strategicMergePatch(live, patch, resource.typeName);
    const merged = mergePatch(live, patch);
    return isObject(merged) ? merged : {};
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (error.kind === "internal") throw new ApiError(500, "", error.message);
    if (error.kind === "malformed") throw badRequest(error.message);
    if (error.kind === "too large") throw new ApiError(413, "RequestEntityTooLarge", error.message);
    const message = `the server rejected our request due to an error in our request`;
    throw new ApiError(422, "Invalid", message, {});
  }
}

/**
 * Reads a patched object by its type. `strategic` is the patch where it was one, which errors then show instead.
 * @throws ApiError 422 where it does not fit, or has unknown fields under Strict
 */
function readPatched(
  patched: JsonObject,
  resource: Resource,
  validation: string,
  strategic?: Json,
): { object: JsonObject; warnings: readonly string[] } {
  const type = builtInType(resource.typeName);
  if (type === undefined) return { object: patched, warnings: [] };
  const shown = () => (strategic === undefined ? sortedText(patched) : goMapText(strategic));
  const refuse = (why: string) => invalidObject("", "", "", [fieldError.invalid("patch", shown(), why)]);
  const kind = patched["kind"];
  if (kind !== resource.kind) {
    const version = String(patched["apiVersion"]).split("/").at(-1);
    throw refuse(
      `${String(kind)} in version ${JSON.stringify(version)} cannot be handled as a ${resource.kind}: converting (${version}.${String(kind)}) to (${version}.${resource.kind}): unknown conversion`,
    );
  }
  try {
    const { object, unknown } = decodeObject(type, patched);
    const problems = unknown.map((path) => `unknown field "${path}"`);
    if (validation === "Strict" && problems.length > 0) throw refuse(`strict decoding error: ${problems.join(", ")}`);
    return { object, warnings: validation === "Ignore" ? [] : problems };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw refuse(strategic === undefined ? error.message : error.conversionMessage);
  }
}

/** As Go writes a patched document: its members sorted, what the patch left alone as it was. */
function sortedText(object: JsonObject): string {
  return JSON.stringify(Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** As Go prints a map: "map[spec:map[replicas:many]]". */
function goMapText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goMapText).join(" ")}]`;
  if (!isObject(value)) return value === null ? "<nil>" : String(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${name}:${goMapText(value[name] ?? null)}`);
  return `map[${members.join(" ")}]`;
}
