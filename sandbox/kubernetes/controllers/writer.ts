import { component } from "../auth/user";
import type { JsonObject } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import type { DeleteOptions, WriteOptions } from "../registry/write-options";
import type { Resource } from "../schema/resource";
import type { ControllerParts } from "./controller";

/** How controllers write. */
export const asController: WriteOptions = {
  user: component("system:kube-controller-manager"),
  manager: "kube-controller-manager",
};

/** Writes of controllers, with what they always mean. */
export class ControllerWriter {
  readonly #parts: ControllerParts;
  readonly #options: WriteOptions;

  /** `options` default to {@link asController}. */
  constructor(parts: ControllerParts, options: WriteOptions = asController) {
    this.#parts = parts;
    this.#options = options;
  }

  create(resource: Resource, namespace: string, object: JsonObject): JsonObject {
    return this.#parts.registry.create(resource, namespace, object, this.#options);
  }

  /** Changes an object as it is stored now. */
  update(
    resource: Resource,
    object: JsonObject,
    change: (live: JsonObject) => JsonObject,
    subresource = "",
  ): JsonObject {
    const options = { ...this.#options, subresource };
    return this.#parts.registry.update(resource, namespaceOf(object), nameOf(object), change, options);
  }

  updateStatus(resource: Resource, object: JsonObject, status: JsonObject): JsonObject {
    return this.update(resource, object, (live) => ({ ...live, status }), "status");
  }

  delete(resource: Resource, object: JsonObject, how: DeleteOptions = {}): void {
    this.#parts.registry.delete(resource, namespaceOf(object), nameOf(object), how, this.#options);
  }
}
