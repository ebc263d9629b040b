import { forbidden, notFound } from "../api/api-error";
import { at } from "../plain/json";
import { builtInResources, type Resource } from "../schema/resource";
import type { ObjectStore } from "../store/object-store";

const namespaces = builtInResources.find(({ group, name }) => group === "" && name === "namespaces");

/** Refuses to create in a namespace that is not there or on its way out. @throws ApiError 404 or 403 */
export function admitToNamespace(store: ObjectStore, resource: Resource, namespace: string, name: string): void {
  if (!resource.isNamespaced || namespaces === undefined) return;
  const found = store.get({ resource: "/namespaces", namespace: "", name: namespace });
  if (found === undefined) throw notFound(namespaces, namespace);
  if (at(found, "status", "phase") !== "Terminating" || resource.name.endsWith("accessreviews")) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(resource, name, why, [
    {
      reason: "NamespaceTerminating",
      message: `namespace ${namespace} is being terminated`,
      field: "metadata.namespace",
    },
  ]);
}
