import { duplicateMembers } from "../plain/duplicate-members";
import { isObject, type Json, type JsonObject, textOf } from "../plain/json";
import { parsePlainJson } from "../plain/parse-json";
import { decodeEnvelope, hasEnvelope } from "../protobuf/envelope";
import { decodeObject } from "../schema/decode";
import { DecodeError } from "../schema/decode-error";
import type { Resource } from "../schema/resource";
import { groupVersion } from "../schema/resource";
import { builtInType } from "../schema/type-table";
import { ApiError, badRequest } from "./api-error";
import { jsonProblem } from "./json-problem";
import { type ApiRequest, headerOf } from "./request";
import { readYaml } from "./yaml-body";

/** What a body is to be. */
export interface Wanted {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly typeName: string;
  /** Further apiVersions that are taken as well. */
  readonly alsoVersions?: readonly string[];
}

/** A body that was read by its type. */
export interface ReadBody {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

/** The type of a resource's own objects. */
export function wantedOf(resource: Resource): Wanted {
  const { group, version, kind, typeName } = resource;
  return { group, version, kind, typeName };
}

/** Reads a body as an object of a type. @throws ApiError 400 or 415 */
export function readBody(request: ApiRequest, wanted: Wanted, validation: string): ReadBody {
  const { value, duplicates } = parseBody(
    request,
    `the object provided is unrecognized (must be of type ${wanted.kind}): `,
  );
  return typedBody(value, wanted, validation, duplicates);
}

/** Checks apiVersion and kind of a value, and reads it by its type. @throws ApiError 400 */
export function typedBody(
  value: JsonObject,
  wanted: Wanted,
  validation: string,
  duplicates: readonly string[] = [],
): ReadBody {
  const [apiVersion, kind] = [textOf(value["apiVersion"]), textOf(value["kind"])];
  const [shownVersion, shownKind] = [
    apiVersion === "" ? groupVersion(wanted) : apiVersion,
    kind === "" ? wanted.kind : kind,
  ];
  const prefix = `${shownKind} in version ${JSON.stringify(shownVersion.split("/").at(-1))} cannot be handled as a ${wanted.kind}: `;
  const isVersion = shownVersion === groupVersion(wanted) || wanted.alsoVersions?.includes(shownVersion) === true;
  if (shownKind !== wanted.kind && isVersion) {
    const version = wanted.version;
    throw badRequest(
      `${prefix}converting (${version}.${shownKind}) to (${goPackage(wanted.group)}.${wanted.kind}): unknown conversion`,
    );
  }
  if (!isVersion || shownKind !== wanted.kind) {
    throw badRequest(
      `${prefix}no kind ${JSON.stringify(shownKind)} is registered for version ${JSON.stringify(shownVersion)} in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  const type = builtInType(wanted.typeName);
  if (type === undefined) return { object: value, warnings: [] };
  try {
    const { object, unknown } = decodeObject(type, value);
    const problems = [
      ...duplicates.map((path) => `duplicate field "${path}"`),
      ...unknown.map((path) => `unknown field "${path}"`),
    ];
    if (validation === "Strict" && problems.length > 0)
      throw badRequest(`${prefix}strict decoding error: ${problems.join(", ")}`);
    return { object, warnings: validation === "Ignore" ? [] : problems };
  } catch (error) {
    if (error instanceof DecodeError) throw badRequest(`${prefix}${error.message}`);
    throw error;
  }
}

function goPackage(group: string): string {
  return group === "" ? "core" : (group.split(".")[0] ?? "");
}

/** Reads a body as an object, whatever its format. @throws ApiError 400 or 415; `prefix` begins its message */
export function parseBody(request: ApiRequest, prefix: string): { value: JsonObject; duplicates: readonly string[] } {
  const media = mediaOf(request);
  if (media === "protobuf") return { value: parseProtobuf(request.body), duplicates: [] };
  const text = request.body.toString("utf8");
  if (media === "yaml") {
    const value = readYaml(text);
    if (value.problem !== undefined)
      throw badRequest(`${prefix}yaml: ${value.problem} (${Buffer.from(text).toString("hex").slice(0, 60)})`);
    return { value: requireObject(value.value, text, prefix), duplicates: [] };
  }
  const value = parseJson(text, prefix);
  return { value: requireObject(value, text, prefix), duplicates: duplicateMembers(text) };
}

function parseJson(text: string, prefix: string): Json {
  try {
    return parsePlainJson(text);
  } catch (error) {
    throw badRequest(
      `${prefix}couldn't get version/kind; json parse error: ${jsonProblem(text, error)}${prefix === "" ? "" : ` (${shown(text)})`}`,
    );
  }
}

function parseProtobuf(body: Buffer): JsonObject {
  try {
    return decodeEnvelope(body);
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}

function requireObject(value: Json, text: string, prefix: string): JsonObject {
  if (isObject(value)) return value;
  const kind = Array.isArray(value)
    ? "array"
    : value === null
      ? "null"
      : typeof value === "boolean"
        ? "bool"
        : typeof value;
  const goType =
    'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const hex = Buffer.from(text).toString("hex");
  throw badRequest(
    `${prefix}couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type ${goType} (${hex})`,
  );
}

function shown(text: string): string {
  if (text === "") return "<empty>";
  return text.length > 30 ? `${text.slice(0, 30)} ...` : text;
}

/** The format of a body. @throws ApiError 415 */
function mediaOf(request: ApiRequest): "json" | "yaml" | "protobuf" {
  const type = (headerOf(request, "content-type").split(";")[0] ?? "").trim().toLowerCase();
  if (type === "") return hasEnvelope(request.body) ? "protobuf" : "json";
  if (type === "application/json") return "json";
  if (type === "application/yaml") return "yaml";
  if (type === "application/vnd.kubernetes.protobuf") return "protobuf";
  throw unsupportedMedia(["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]);
}

/** 415 */
function unsupportedMedia(accepted: readonly string[]): ApiError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`;
  return new ApiError(415, "UnsupportedMediaType", message);
}
