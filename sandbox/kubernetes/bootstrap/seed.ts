/** What every cluster has from its start: namespaces, roles, priority classes. Never what Talos adds (manifests/). */

import { builtInClusterRoleBindings, builtInClusterRoles } from "../auth/built-in-roles";
import { component } from "../auth/user";
import type { JsonObject } from "../plain/json";
import { nameOf } from "../plain/object-meta";
import type { Registry } from "../registry/registry";
import type { Resource } from "../schema/resource";
import type { ResourceSet } from "../schema/resource-set";
import type { ClusterIdentity } from "../seam";
import { defaultService, priorityClasses, serverConfigMaps, standardNamespaces } from "./standard-objects";

/** What is seeded. */
export interface Seed {
  readonly registry: Registry;
  readonly resources: ResourceSet;
  readonly identity: ClusterIdentity;
  readonly nowMs: number;
}

/** Makes what is missing of it. */
export function seedCluster({ registry, resources, identity, nowMs }: Seed): void {
  const rbac = "rbac.authorization.k8s.io";
  const make = (resource: Resource, namespace: string, objects: readonly JsonObject[]) => {
    for (const object of objects) {
      if (registry.find(resource, namespace, nameOf(object)) !== undefined) continue;
      registry.create(resource, namespace, object, { user: component("system:apiserver"), manager: "kube-apiserver" });
    }
  };
  make(resources.named("namespaces"), "", standardNamespaces);
  make(resources.named("clusterroles", rbac), "", builtInClusterRoles());
  make(resources.named("clusterrolebindings", rbac), "", builtInClusterRoleBindings());
  make(resources.named("priorityclasses", "scheduling.k8s.io"), "", priorityClasses);
  make(resources.named("configmaps"), "kube-system", serverConfigMaps(identity, nowMs));
  make(resources.named("services"), "default", [defaultService(identity)]);
}
