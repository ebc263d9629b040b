import { type FieldError, fieldError } from "../api/field-error";
import { jsonProblem } from "../api/json-problem";
import { isEqual } from "../plain/compare";
import { type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { annotationsOf } from "../plain/object-meta";
import { usualCells } from "./cells";
import type { KindRules } from "./kind-rules";

const largestDataBytes = 1024 * 1024;
const keyText =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' " +
  "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyErrors(key: string, path: string): FieldError[] {
  if (key.length > 253) return [fieldError.invalid(path, key, "must be no more than 253 characters")];
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return [fieldError.invalid(path, key, keyText)];
  if (key === "." || key === "..") return [fieldError.invalid(path, key, `must not be '${key}'`)];
  return key.startsWith("..") ? [fieldError.invalid(path, key, "must not start with '..'")] : [];
}

function immutableErrors(object: JsonObject, live: JsonObject | undefined, members: readonly string[]): FieldError[] {
  if (live === undefined || live["immutable"] !== true) return [];
  const detail = "field is immutable when `immutable` is set";
  const errors = object["immutable"] === true ? [] : [fieldError.forbidden("immutable", detail)];
  for (const member of members) {
    if (!isEqual(object[member] ?? {}, live[member] ?? {})) errors.push(fieldError.forbidden(member, detail));
  }
  return errors;
}

/** Config maps. */
export const configMapRules: KindRules = {
  validate: (object, live) => {
    const [data, binary] = [objectOf(object["data"]), objectOf(object["binaryData"])];
    const errors: FieldError[] = [];
    let bytes = 0;
    for (const [key, value] of Object.entries(data)) {
      errors.push(...keyErrors(key, `data[${key}]`));
      if (Object.hasOwn(binary, key))
        errors.push(fieldError.invalid(`data[${key}]`, key, "duplicate of key present in binaryData"));
      bytes += Buffer.byteLength(textOf(value));
    }
    for (const [key, value] of Object.entries(binary)) {
      errors.push(...keyErrors(key, `binaryData[${key}]`));
      bytes += Buffer.from(textOf(value), "base64").length;
    }
    if (bytes > largestDataBytes)
      errors.push(fieldError.tooLong("[]", `may not be more than ${largestDataBytes} bytes`));
    return [...immutableErrors(object, live, ["data", "binaryData"]), ...errors];
  },
  cells: (object, nowMs) => usualCells(object, nowMs, count(object["data"]) + count(object["binaryData"])),
};

function count(value: Json | undefined): number {
  return Object.keys(objectOf(value)).length;
}

/** Members that a type of secret must have. */
const wantedMembers: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/dockercfg": [".dockercfg"],
    "kubernetes.io/tls": ["tls.crt", "tls.key"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"],
  }),
);

/** Secrets. */
export const secretRules: KindRules = {
  setDefaults: (draft) => {
    const given = objectOf(draft["stringData"]);
    if (draft["stringData"] !== undefined) {
      const data: JsonObject = { ...objectOf(draft["data"]) };
      for (const [key, value] of Object.entries(given)) data[key] = Buffer.from(textOf(value)).toString("base64");
      if (Object.keys(data).length > 0) draft["data"] = data;
      delete draft["stringData"];
    }
    if (textOf(draft["type"]) === "") draft["type"] = "Opaque";
  },
  validate: (object, live) => [
    ...typeChange(object, live),
    ...immutableErrors(object, live, ["data"]),
    ...secretErrors(object),
  ],
  selectableFields: { type: (object) => textOf(object["type"]) },
  cells: (object, nowMs) => usualCells(object, nowMs, textOf(object["type"]), count(object["data"])),
};

function typeChange(object: JsonObject, live: JsonObject | undefined): FieldError[] {
  if (live === undefined || object["type"] === live["type"]) return [];
  return [fieldError.invalid("type", object["type"] ?? "", "field is immutable")];
}

function secretErrors(object: JsonObject): FieldError[] {
  const [data, type] = [objectOf(object["data"]), textOf(object["type"])];
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...keyErrors(key, `data[${key}]`));
    bytes += Buffer.from(textOf(value), "base64").length;
  }
  if (bytes > largestDataBytes)
    errors.push(fieldError.tooLong("data", `may not be more than ${largestDataBytes} bytes`));
  if (
    type === "kubernetes.io/service-account-token" &&
    (annotationsOf(object)["kubernetes.io/service-account.name"] ?? "") === ""
  ) {
    errors.push(fieldError.required("metadata.annotations[kubernetes.io/service-account.name]"));
  }
  for (const key of wantedMembers.get(type) ?? []) if (!(key in data)) errors.push(fieldError.required(`data[${key}]`));
  if (type === "kubernetes.io/basic-auth" && !("username" in data) && !("password" in data)) {
    errors.push(fieldError.required("data[username]"), fieldError.required("data[password]"));
  }
  for (const key of [".dockerconfigjson", ".dockercfg"]) {
    if (type !== `kubernetes.io/${key.slice(1)}` || !(key in data)) continue;
    const problem = problemOf(Buffer.from(textOf(data[key]), "base64").toString());
    if (problem !== undefined) errors.push(fieldError.invalid(`data[${key}]`, "<secret contents redacted>", problem));
  }
  return errors;
}

/** What is wrong with a JSON text, if anything. */
function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return jsonProblem(text, error);
  }
}
