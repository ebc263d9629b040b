import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../plain/json";
import type { Field, TypeRef } from "../schema/field";
import type { Resource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";
import { builtInType } from "../schema/type-table";

/** Paths of the index, sorted: "api", "api/v1", "apis/apps", "apis/apps/v1", … */
export function openApiPaths(resources: ResourceSet): string[] {
  const ofGroups = resources.groups.flatMap(({ name, versions }) => {
    const base = name === "" ? "api" : `apis/${name}`;
    return [base, ...versions.map((version) => `${base}/${version}`)];
  });
  return [...new Set(["apis", ...placesAlone, ...ofGroups])].sort();
}

/** Paths that are answered but hold no resources. */
const placesAlone = [".well-known/openid-configuration", "openid/v1/jwks", "version"] as const;

const documents = new WeakMap<ResourceSet, Map<string, { text: string; hash: string }>>();

/** A group version's document, as far as clients read it: types, and the verbs of paths. Undefined: there is none. */
export function openApiDocument(
  resources: ResourceSet,
  path: string,
  version: string,
): { text: string; hash: string } | undefined {
  const known = documents.get(resources) ?? new Map<string, { text: string; hash: string }>();
  documents.set(resources, known);
  const found = known.get(`${path} ${resources.all.length}`);
  if (found !== undefined) return found;
  const [root = "", second = "", third = ""] = path.split("/");
  const [group, own] = root === "api" ? ["", second] : [second, third];
  const holdsResources = (root === "api" || root === "apis") && resources.hasGroupVersion(group, own);
  if (!holdsResources && !openApiPaths(resources).includes(path)) return undefined;
  const mine = resources.all.filter((resource) => resource.group === group && resource.version === own);
  const told = holdsResources ? documentOf(mine, `/${path}/`, version) : documentOfPlace(path, version);
  const text = JSON.stringify(told);
  const document = { text, hash: createHash("sha512").update(text).digest("hex").toUpperCase() };
  known.set(`${path} ${resources.all.length}`, document);
  return document;
}

function documentOf(resources: readonly Resource[], root: string, version: string): JsonObject {
  const schemas: JsonObject = {};
  const wanted = resources.flatMap((resource) => [resource.typeName, `${resource.typeName}List`]);
  const kinds = new Map(resources.map((resource): [string, Resource] => [resource.typeName, resource]));
  for (const name of [
    ...wanted,
    "meta.v1.DeleteOptions",
    "meta.v1.Status",
    "autoscaling.v1.Scale",
    "policy.v1.Eviction",
  ]) {
    addSchema(schemas, name, kinds);
  }
  const paths: JsonObject = {};
  for (const resource of resources) addPaths(paths, resource, root);
  return { openapi: "3.0.0", info: { title: "Kubernetes", version }, paths, components: { schemas } };
}

/** A document of one path that is read. */
function documentOfPlace(path: string, version: string): JsonObject {
  const isList = path.startsWith("api");
  const paths: JsonObject = {
    [`/${path}${isList ? "/" : ""}`]: { get: { responses: { "200": { description: "OK" } } } },
  };
  return { openapi: "3.0.0", info: { title: "Kubernetes", version }, paths, components: { schemas: {} } };
}

function addSchema(schemas: JsonObject, name: string, kinds: ReadonlyMap<string, Resource>): void {
  const type = builtInType(name);
  const full = fullName(name);
  if (type === undefined || schemas[full] !== undefined) return;
  const properties: JsonObject = {};
  const required: string[] = [];
  schemas[full] = {};
  for (const field of type.fields.values()) {
    properties[field.name] = fieldSchema(field);
    if (field.isRequired) required.push(field.name);
    for (const inner of namesIn(field.type)) addSchema(schemas, inner, kinds);
  }
  const resource = kinds.get(name);
  const gvk =
    resource === undefined
      ? gvkOfName(name)
      : { group: resource.group, version: resource.version, kind: resource.kind };
  schemas[full] = {
    type: "object",
    properties,
    ...(required.length === 0 ? {} : { required }),
    ...(gvk === undefined ? {} : { "x-kubernetes-group-version-kind": [gvk] }),
    ...(type.isAtomic ? { "x-kubernetes-map-type": "atomic" } : {}),
  };
}

function gvkOfName(name: string): JsonObject | undefined {
  if (name === "meta.v1.DeleteOptions" || name === "meta.v1.Status")
    return { group: "", version: "v1", kind: name.slice("meta.v1.".length) };
  return undefined;
}

function namesIn(type: TypeRef): string[] {
  if (type.kind === "type") return [type.name];
  if (type.kind === "list") return namesIn(type.element);
  return type.kind === "map" ? namesIn(type.member) : [];
}

function fieldSchema(field: Field): JsonObject {
  return {
    ...typeSchema(field.type),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.values.length === 0 ? {} : { enum: [...field.values] }),
    ...(field.listKeys.length === 0
      ? {}
      : { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": [...field.listKeys] }),
    ...(field.isSet ? { "x-kubernetes-list-type": "set" } : {}),
    ...(field.isAtomicMap ? { "x-kubernetes-map-type": "atomic" } : {}),
    ...(field.mergeKey === undefined ? {} : { "x-kubernetes-patch-merge-key": field.mergeKey }),
    ...(field.mergeStrategies.length === 0 ? {} : { "x-kubernetes-patch-strategy": field.mergeStrategies.join(",") }),
  };
}

const primitives: Readonly<Record<string, JsonObject>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  number: { type: "number", format: "double" },
  bytes: { type: "string", format: "byte" },
  time: { type: "string", format: "date-time" },
  microtime: { type: "string", format: "date-time" },
  quantity: { oneOf: [{ type: "string" }, { type: "number" }] },
  intstr: { oneOf: [{ type: "integer" }, { type: "string" }], format: "int-or-string" },
  any: { type: "object" },
};

function typeSchema(type: TypeRef): JsonObject {
  if (type.kind === "list") return { type: "array", items: typeSchema(type.element) };
  if (type.kind === "map") return { type: "object", additionalProperties: typeSchema(type.member) };
  if (type.kind === "type") return { allOf: [{ $ref: `#/components/schemas/${fullName(type.name)}` }] };
  return primitives[type.name] ?? { type: "object" };
}

/** "core.v1.Pod" → "io.k8s.api.core.v1.Pod" */
function fullName(name: string): string {
  if (name.startsWith("meta.v1.")) return `io.k8s.apimachinery.pkg.apis.${name}`;
  if (name.startsWith("apiextensions.")) return `io.k8s.apiextensions-apiserver.pkg.apis.${name}`;
  return name.startsWith("apiregistration.") ? `io.k8s.kube-aggregator.pkg.apis.${name}` : `io.k8s.api.${name}`;
}

const writeParameters = ["dryRun", "fieldManager", "fieldValidation"];
const methods: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
  create: ["post", "post", writeParameters],
  update: ["put", "put", writeParameters],
  patch: ["patch", "patch", [...writeParameters, "force"]],
  get: ["get", "get", []],
  list: ["get", "list", ["labelSelector", "fieldSelector", "limit", "continue", "watch"]],
  delete: ["delete", "delete", ["dryRun", "gracePeriodSeconds", "propagationPolicy"]],
  deletecollection: ["delete", "deletecollection", ["dryRun", "labelSelector", "fieldSelector"]],
};
const onCollection = new Set(["create", "list", "deletecollection"]);

function addPaths(paths: JsonObject, resource: Resource, root: string): void {
  const base = `${root}${resource.isNamespaced ? "namespaces/{namespace}/" : ""}${resource.name}`;
  const gvk: JsonObject = { group: resource.group, version: resource.version, kind: resource.kind };
  const collection: JsonObject = {};
  const item: JsonObject = {};
  for (const verb of resource.verbs) {
    const method = methods[verb];
    if (method !== undefined) (onCollection.has(verb) ? collection : item)[method[0]] = operation(method, gvk);
  }
  if (Object.keys(collection).length > 0) paths[base] = collection;
  if (Object.keys(item).length > 0) paths[`${base}/{name}`] = item;
  for (const sub of resource.subresources) {
    const own: JsonObject = {};
    const subGvk = { group: sub.group ?? resource.group, version: sub.version ?? resource.version, kind: sub.kind };
    for (const verb of sub.verbs) {
      const method = methods[verb];
      if (method !== undefined) own[method[0]] = operation(method, subGvk);
    }
    paths[`${base}/{name}/${sub.name}`] = own;
  }
}

/** By what a PATCH may say kubectl finds out which patches a kind takes. */
const patchContent: JsonObject = Object.fromEntries(
  ["json-patch+json", "merge-patch+json", "strategic-merge-patch+json", "apply-patch+yaml"].map(
    (type): [string, Json] => [`application/${type}`, { schema: { type: "object" } }],
  ),
);

function operation([, action, parameters]: readonly [string, string, readonly string[]], gvk: JsonObject): JsonObject {
  const told: Json[] = parameters.map((name) => ({ name, in: "query", schema: { type: "string", uniqueItems: true } }));
  return {
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": gvk,
    ...(told.length === 0 ? {} : { parameters: told }),
    ...(action === "patch" ? { requestBody: { content: patchContent } } : {}),
    responses: { "200": { description: "OK" } },
  };
}
