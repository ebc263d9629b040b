import type { JsonObject } from "../plain/json";
import type { Resource, Subresource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";

/** The aggregated form of /api (`isCore`) and /apis: every resource at once. */
export function aggregatedDiscovery(resources: ResourceSet, isCore: boolean): JsonObject {
  const groups = resources.groups.filter(({ name }) => (name === "") === isCore);
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: "apidiscovery.k8s.io/v2",
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === "" ? {} : { name },
      versions: versions.map((version) => ({
        version,
        resources: resources.all
          .filter((resource) => resource.group === name && resource.version === version)
          .map(resourceOf),
        freshness: "Current",
      })),
    })),
  };
}

function resourceOf(resource: Resource): JsonObject {
  const { name, kind, isNamespaced, singular, verbs, shortNames, categories, subresources } = resource;
  return {
    resource: name,
    responseKind: { group: "", version: "", kind },
    scope: isNamespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs: [...verbs],
    ...(shortNames.length === 0 ? {} : { shortNames: [...shortNames] }),
    ...(categories.length === 0 ? {} : { categories: [...categories] }),
    ...(subresources.length === 0 ? {} : { subresources: subresources.map(subresourceOf) }),
  };
}

function subresourceOf(sub: Subresource): JsonObject {
  const responseKind = { group: sub.group ?? "", version: sub.version ?? "", kind: sub.kind };
  return { subresource: sub.name, responseKind, verbs: [...sub.verbs] };
}
