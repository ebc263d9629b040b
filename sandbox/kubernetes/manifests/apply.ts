/** Manifests as Talos applies them: made where they are missing, left alone where they are there. Never what is in them. */
import { ApiError } from "../api/api-error";
import { readYamlDocuments } from "../api/yaml-body";
import { component } from "../auth/user";
import { isObject, type JsonObject, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import type { Registry } from "../registry/registry";
import { decodeObject } from "../schema/decode";
import { DecodeError } from "../schema/decode-error";
import type { Resource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";
import { builtInType } from "../schema/type-table";
import type { AppliedManifests, ManifestSource } from "../seam";

/** Where manifests go. */
export interface ManifestTarget {
  readonly registry: Registry;
  readonly resources: ResourceSet;
}

/** Applies manifests in Talos's order: namespaces, then custom resource definitions, then the others by name. */
export function applyManifests(sources: readonly ManifestSource[], target: ManifestTarget): AppliedManifests {
  const [created, kept, failed]: [string[], string[], string[]] = [[], [], []];
  for (const object of inOrder(sources, failed)) {
    const id = idOf(object);
    try {
      if (createMissing(object, target)) created.push(id);
      else kept.push(id);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof DecodeError)) throw error;
      failed.push(`Cannot apply ${id}: ${error.message}`);
    }
  }
  return { created, kept, failed };
}

function inOrder(sources: readonly ManifestSource[], failed: string[]): JsonObject[] {
  const sorted = sources.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const objects = sorted.flatMap(({ name, text }) => {
    try {
      return readYamlDocuments(text).filter(isObject).flatMap(unpacked);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      failed.push(`Cannot read manifest "${name}": ${error.message}`);
      return [];
    }
  });
  const rank = ({ kind }: JsonObject) => (kind === "Namespace" ? 0 : kind === "CustomResourceDefinition" ? 1 : 2);
  return objects.toSorted((a, b) => rank(a) - rank(b));
}

/** A List is its items. */
function unpacked(object: JsonObject): JsonObject[] {
  return object["kind"] === "List" ? objectsOf(object["items"]) : [object];
}

function idOf(object: JsonObject): string {
  const namespace = textOf(metadataOf(object)["namespace"]);
  const place = namespace === "" ? "" : `${namespace}/`;
  return `${textOf(object["apiVersion"])}/${textOf(object["kind"])}/${place}${nameOf(object)}`;
}

/** False where it is there already. @throws ApiError where the API refuses it */
function createMissing(object: JsonObject, { registry, resources }: ManifestTarget): boolean {
  const [version = "", group = ""] = textOf(object["apiVersion"]).split("/").reverse();
  const resource: Resource | undefined = resources.findKind(group, version, textOf(object["kind"]));
  if (resource === undefined)
    throw new ApiError(
      404,
      "NotFound",
      `no matches for kind "${textOf(object["kind"])}" in version "${textOf(object["apiVersion"])}"`,
    );
  const given = textOf(metadataOf(object)["namespace"]);
  const namespace = resource.isNamespaced ? (given === "" ? "default" : given) : "";
  if (registry.find(resource, namespace, nameOf(object)) !== undefined) return false;
  const type = builtInType(resource.typeName);
  const decoded = type === undefined ? object : decodeObject(type, object).object;
  registry.create(resource, namespace, decoded, { user: component("talos"), manager: "talos" });
  return true;
}
