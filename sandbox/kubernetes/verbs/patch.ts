import { ApiError, badRequest } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError, invalidObject } from "../api/field-error";
import { jsonProblem } from "../api/json-problem";
import { writeQuery } from "../api/options";
import { unsupportedMedia } from "../api/read-body";
import { type ApiReply, type ApiRequest, headerOf, managerOf } from "../api/request";
import { convertIn, convertOut } from "../kinds/conversion";
import { jsonPatch } from "../patch/json-patch";
import { mergePatch } from "../patch/merge-patch";
import { PatchError } from "../patch/patch-error";
import { strategicMergePatch } from "../patch/strategic-merge-patch";
import { isObject, type Json, type JsonObject } from "../plain/json";
import { decodeObject } from "../schema/decode";
import { DecodeError } from "../schema/decode-error";
import { groupVersion, type Resource } from "../schema/resource";
import { builtInType } from "../schema/type-table";
import { storedResource } from "./create";
import { presentObject } from "./present";
import { checkPlace } from "./update";

/** Media types of patches, in the order in which a 415 names them. */
export const patchTypes = [
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
      const read = readPatched(patched, resource, query.fieldValidation);
      warnings = read.warnings;
      checkPlace(call, read.object);
      return convertIn(resource, read.object);
    },
    {
      user,
      manager: managerOf(request),
      dryRun: query.dryRun,
      subresource: info.subresource,
      apiVersion: groupVersion(resource),
    },
  );
  const own = registry.rulesOf(resource).warnings?.(updated, before) ?? [];
  return presentObject(call, updated, 200, [...warnings, ...own]);
}

/** The kind of a patch. @throws ApiError 415 */
export function patchTypeOf(request: ApiRequest): (typeof patchTypes)[number] {
  const asked = (headerOf(request, "content-type").split(";")[0] ?? "").trim();
  const type = patchTypes.find((known) => known === asked);
  if (type === undefined) throw unsupportedMedia(patchTypes);
  return type;
}

/** The patch as JSON. @throws ApiError 400 */
export function patchBody(request: ApiRequest): Json {
  const text = request.body.toString("utf8");
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw badRequest(`error decoding patch: ${jsonProblem(text)}`);
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
    if (!isObject(patch)) throw new PatchError("malformed", "the patch is no object");
    if (type === "application/strategic-merge-patch+json") return strategicMergePatch(live, patch, resource.typeName);
    const merged = mergePatch(live, patch);
    return isObject(merged) ? merged : {};
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (error.kind === "internal") throw new ApiError(500, "", error.message);
    if (error.kind === "malformed") throw badRequest(error.message);
    const message = `the server rejected our request due to an error in our request`;
    throw new ApiError(422, "Invalid", message, { causes: [{ reason: "", message: error.message }] });
  }
}

/** Reads a patched object by its type. @throws ApiError 422 where it does not fit, 400 for unknown fields under Strict */
export function readPatched(
  patched: JsonObject,
  resource: Resource,
  validation: string,
): { object: JsonObject; warnings: readonly string[] } {
  const type = builtInType(resource.typeName);
  if (type === undefined) return { object: patched, warnings: [] };
  try {
    const { object, unknown } = decodeObject(type, patched);
    const problems = unknown.map((path) => `unknown field "${path}"`);
    if (validation === "Strict" && problems.length > 0) {
      const shown = JSON.stringify(patched);
      throw invalidObject("", "", "", [
        fieldError.invalid("patch", shown, `strict decoding error: ${problems.join(", ")}`),
      ]);
    }
    return { object, warnings: validation === "Ignore" ? [] : problems };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw invalidObject("", "", "", [fieldError.invalid("patch", JSON.stringify(patched), error.message)]);
  }
}
