/** What the server tells of itself: discovery, OpenAPI, version, health. Never objects. */
import type { JsonObject } from "../plain/json";
import { type Group, groupVersion, type Resource, type Subresource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";

/** GET /api */
export function apiVersions(host: string): JsonObject {
  const serverAddressByClientCIDRs = [{ clientCIDR: "0.0.0.0/0", serverAddress: host }];
  return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs };
}

/** GET /apis */
export function apiGroupList(resources: ResourceSet): JsonObject {
  const groups = resources.groups.filter(({ name }) => name !== "").map(groupMembers);
  return { kind: "APIGroupList", apiVersion: "v1", groups };
}

/** GET /apis/GROUP */
export function apiGroup(group: Group): JsonObject {
  return { kind: "APIGroup", apiVersion: "v1", ...groupMembers(group) };
}

function groupMembers({ name, versions }: Group): JsonObject {
  const all = versions.map(
    (version): JsonObject => ({ groupVersion: groupVersion({ group: name, version }), version }),
  );
  return { name, versions: all, preferredVersion: all[0] ?? {} };
}

/** GET /apis/GROUP/VERSION */
export function apiResourceList(resources: ResourceSet, group: string, version: string): JsonObject {
  const own = resources.all.filter((resource) => resource.group === group && resource.version === version);
  return {
    kind: "APIResourceList",
    ...(group === "" ? {} : { apiVersion: "v1" }),
    groupVersion: groupVersion({ group, version }),
    resources: own.flatMap((resource) => [
      apiResource(resource),
      ...resource.subresources.map((sub) => apiSubresource(resource, sub)),
    ]),
  };
}

function apiResource(resource: Resource): JsonObject {
  const { name, singular, isNamespaced, kind, verbs, shortNames, categories, storageVersionHash } = resource;
  return {
    name,
    singularName: singular,
    namespaced: isNamespaced,
    kind,
    verbs: [...verbs],
    ...(shortNames.length === 0 ? {} : { shortNames: [...shortNames] }),
    ...(categories.length === 0 ? {} : { categories: [...categories] }),
    ...(storageVersionHash === undefined ? {} : { storageVersionHash }),
  };
}

function apiSubresource(resource: Resource, sub: Subresource): JsonObject {
  return {
    name: `${resource.name}/${sub.name}`,
    singularName: "",
    namespaced: resource.isNamespaced,
    ...(sub.group === undefined ? {} : { group: sub.group }),
    ...(sub.version === undefined ? {} : { version: sub.version }),
    kind: sub.kind,
    verbs: [...sub.verbs],
  };
}
