import { at, textOf } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

/** How long a Node may be missing before its pods go, milliseconds (podgc's quarantine). */
const quarantineMs = 40_000;

/** Deletes pods whose node is no more: nobody else would end them. */
export const podGarbageCollector: ControllerFactory = (parts, again) => {
  const [pods, nodes] = [parts.resources.named("pods"), parts.resources.named("nodes")];
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key, object, type }) => {
      if (key.resource === "/nodes") {
        if (type === "DELETED") again(key.name, quarantineMs, "step");
        return [];
      }
      if (key.resource !== "/pods" || type === "DELETED") return [];
      const nodeName = textOf(at(object, "spec", "nodeName"));
      if (nodeName !== "" && parts.registry.find(nodes, "", nodeName) === undefined)
        again(nodeName, quarantineMs, "step");
      return [];
    },
    reconcile: (nodeName) => {
      if (parts.registry.find(nodes, "", nodeName) !== undefined) return;
      for (const pod of parts.pods.onNode(nodeName)) {
        parts.note(`Pod ${namespaceOf(pod)}/${nameOf(pod)} goes: its node "${nodeName}" is gone`);
        writer.delete(pods, pod, { gracePeriodSeconds: 0 });
      }
    },
  };
};
