import { isObject, type JsonObject, textsOf } from "../plain/json";
import type { DeleteOptions } from "../registry/write-options";
import { ApiError, badRequest } from "./api-error";
import { type FieldError, fieldError, invalidObject } from "./field-error";
import { parseBody } from "./read-body";
import type { ApiRequest } from "./request";

/** Options of a write in its query. */
export interface WriteQuery {
  readonly dryRun: boolean;
  readonly fieldValidation: string;
}

const validations = ["", "Ignore", "Strict", "Warn"];

/** Reads CreateOptions, UpdateOptions or PatchOptions. @throws ApiError 422 */
export function writeQuery(
  query: URLSearchParams,
  kind: "CreateOptions" | "UpdateOptions" | "PatchOptions",
): WriteQuery {
  const dryRun = query.getAll("dryRun");
  const validation = query.get("fieldValidation") ?? "";
  const errors: FieldError[] = [...dryRunErrors(dryRun)];
  if (!validations.includes(validation))
    errors.push(fieldError.notSupported("fieldValidation", validation, validations));
  const manager = query.get("fieldManager") ?? "";
  if (manager.length > 128) errors.push(fieldError.tooLong("fieldManager", "may not be more than 128 bytes"));
  if (errors.length > 0) throw invalidObject("meta.k8s.io", kind, "", errors);
  return { dryRun: dryRun.length > 0, fieldValidation: validation === "" ? "Warn" : validation };
}

function dryRunErrors(values: readonly string[]): FieldError[] {
  if (values.every((value) => value === "All")) return [];
  return [fieldError.notSupported("dryRun", [...values], ["All"])];
}

/** How to delete: from the body, or where there is none from the query. @throws ApiError 400 or 422 */
export function deleteQuery(request: ApiRequest): { readonly how: DeleteOptions; readonly dryRun: boolean } {
  const options = request.body.length > 0 ? bodyOptions(request) : queryOptions(request.query);
  const dryRun = [...textsOf(options["dryRun"])];
  const { propagationPolicy, orphanDependents, gracePeriodSeconds, preconditions } = options;
  const errors: FieldError[] = [...dryRunErrors(dryRun)];
  if (propagationPolicy !== undefined && orphanDependents !== undefined) {
    const detail = "orphanDependents and deletionPropagation cannot be both set";
    errors.push(fieldError.invalid("propagationPolicy", propagationPolicy, detail));
  } else if (propagationPolicy !== undefined && !policies.includes(String(propagationPolicy))) {
    errors.push(fieldError.notSupported("propagationPolicy", propagationPolicy, [...policies, "nil"]));
  }
  if (errors.length > 0) throw invalidObject("meta.k8s.io", "DeleteOptions", "", errors);
  const policy =
    orphanDependents === undefined ? propagationPolicy : orphanDependents === true ? "Orphan" : "Background";
  const { uid, resourceVersion } = isObject(preconditions) ? preconditions : {};
  const how: DeleteOptions = {
    ...(typeof gracePeriodSeconds === "number" ? { gracePeriodSeconds } : {}),
    ...(typeof policy === "string" ? { propagationPolicy: policy } : {}),
    ...(typeof uid === "string" ? { uid } : {}),
    ...(typeof resourceVersion === "string" ? { resourceVersion } : {}),
  };
  return { how, dryRun: dryRun.length > 0 };
}

const policies = ["Foreground", "Background", "Orphan"];

function bodyOptions(request: ApiRequest): JsonObject {
  const { value } = parseBody(request, "");
  const [kind, apiVersion] = [value["kind"], value["apiVersion"]];
  if (kind !== undefined && kind !== "DeleteOptions") {
    throw badRequest(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion ?? "")} in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  return value;
}

function queryOptions(query: URLSearchParams): JsonObject {
  const options: JsonObject = {};
  const grace = query.get("gracePeriodSeconds");
  if (grace !== null) options["gracePeriodSeconds"] = integerOf(grace);
  const policy = query.get("propagationPolicy");
  if (policy !== null && policy !== "") options["propagationPolicy"] = policy;
  const orphan = query.get("orphanDependents");
  if (orphan !== null) options["orphanDependents"] = orphan === "true";
  if (query.has("dryRun")) options["dryRun"] = query.getAll("dryRun");
  return options;
}

/** A whole number in a query. @throws ApiError 400 as Go words it */
export function integerOf(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** 504 for a version that is not there yet. */
export function tooLargeVersion(asked: string, current: number): ApiError {
  return new ApiError(504, "Timeout", `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
}
