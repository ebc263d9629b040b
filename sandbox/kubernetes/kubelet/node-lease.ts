import type { ControllerParts } from "../controllers/controller";
import type { ControllerWriter } from "../controllers/writer";
import type { JsonObject } from "../plain/json";
import { nameOf, uidOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";

const namespace = "kube-node-lease";
/** kubelet's nodeLeaseDurationSeconds. */
const durationSeconds = 40;

/** The lease by which a node says that it lives. */
export class NodeLease {
  readonly #parts: ControllerParts;
  readonly #writer: ControllerWriter;
  readonly #leases: Resource;

  constructor(parts: ControllerParts, writer: ControllerWriter) {
    this.#parts = parts;
    this.#writer = writer;
    this.#leases = parts.resources.named("leases", "coordination.k8s.io");
  }

  /** Makes it where it is missing. @throws ApiError */
  ensure(node: JsonObject): void {
    if (this.#parts.registry.find(this.#leases, namespace, nameOf(node)) === undefined) this.renew(node);
  }

  /** Renews it, and makes it where it is missing. @throws ApiError */
  renew(node: JsonObject): void {
    const name = nameOf(node);
    const renewTime = microTimeText(this.#parts.clock.now());
    const live = this.#parts.registry.find(this.#leases, namespace, name);
    if (live === undefined) {
      this.#writer.create(this.#leases, namespace, {
        metadata: { name, ownerReferences: [{ apiVersion: "v1", kind: "Node", name, uid: uidOf(node) }] },
        spec: { holderIdentity: name, leaseDurationSeconds: durationSeconds, renewTime },
      });
      return;
    }
    this.#writer.update(this.#leases, live, (object) => ({
      ...object,
      spec: { holderIdentity: name, leaseDurationSeconds: durationSeconds, renewTime },
    }));
  }
}

/** "2026-11-01T00:00:00.000000Z" */
function microTimeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}000Z`;
}
