import { component } from "../auth/user";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import type { CloudMachine } from "../seam";
import { hasCondition } from "../subresources/conditions";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

/** The pods that are hcloud's cloud controller manager, wherever they come from. */
const image = /(^|\/)hcloud-cloud-controller-manager(:|@|$)/;
const uninitialized = "node.cloudprovider.kubernetes.io/uninitialized";

/**
 * What hcloud-cloud-controller-manager does about nodes, for as long as a pod of it runs: a node that waits for it gets
 * its provider id, labels and addresses, and one whose server is gone is deleted.
 */
export const cloudNodeController: ControllerFactory = (parts) => new CloudNodes(parts);

class CloudNodes implements Controller {
  readonly #parts: ControllerParts;
  readonly #nodes: Resource;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#nodes = parts.resources.named("nodes");
    const name = "hcloud-cloud-controller-manager";
    this.#writer = new ControllerWriter(parts, { user: component(name), manager: name });
    this.#recorder = new EventRecorder(parts, "cloud-node-controller");
  }

  keysOf({ key, object, previous, type }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "/nodes") return type === "DELETED" ? [] : [key.name];
    const isStart = key.resource === "/pods" && runs(object) && (previous === undefined || !runs(previous));
    return isStart ? this.#parts.registry.store.list("/nodes").map(nameOf) : [];
  }

  reconcile(name: string): void {
    const node = this.#parts.registry.find(this.#nodes, "", name);
    const machine = this.#parts.cloudMachines.get(name);
    if (node === undefined || machine === undefined || metadataOf(node)["deletionTimestamp"] !== undefined) return;
    if (!this.#parts.registry.store.list("/pods", "kube-system").some(runs)) return;
    if (!machine.exists()) this.#delete(node);
    else if (objectsOf(at(node, "spec", "taints")).some((taint) => taint["key"] === uninitialized)) {
      this.#initialize(node, machine);
    }
  }

  #delete(node: JsonObject): void {
    if (hasCondition(node, "Ready")) return;
    const message = `Deleting node ${nameOf(node)} because it does not exist in the cloud provider`;
    this.#recorder.record(node, { type: "Normal", reason: "DeletingNode", message });
    this.#writer.delete(this.#nodes, node);
  }

  #initialize(node: JsonObject, { providerId, labels, externalAddress }: CloudMachine): void {
    const updated = this.#writer.update(this.#nodes, node, (live) => {
      const taints = objectsOf(at(live, "spec", "taints")).filter((taint) => taint["key"] !== uninitialized);
      const own = textOf(at(live, "spec", "providerID"));
      return {
        ...live,
        metadata: { ...metadataOf(live), labels: { ...labelsOf(live), ...labels } },
        spec: { ...objectOf(live["spec"]), providerID: own === "" ? providerId : own, taints },
      };
    });
    const addresses = objectsOf(at(updated, "status", "addresses"));
    if (externalAddress !== undefined && !addresses.some((row) => row["type"] === "ExternalIP")) {
      const all = [...addresses, { type: "ExternalIP", address: externalAddress }];
      this.#writer.updateStatus(this.#nodes, updated, { ...objectOf(updated["status"]), addresses: all });
    }
    this.#recorder.record(updated, { type: "Normal", reason: "Synced", message: "Node synced successfully" });
  }
}

function runs(pod: JsonObject): boolean {
  return (
    hasCondition(pod, "Ready") &&
    objectsOf(at(pod, "spec", "containers")).some((container) => image.test(textOf(container["image"])))
  );
}
