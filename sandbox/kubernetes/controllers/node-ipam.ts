import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { annotationsOf, metadataOf } from "../plain/object-meta";
import type { ControllerFactory, ControllerParts } from "./controller";
import { ControllerWriter } from "./writer";

/** Bits of a node's share of the pods' addresses. */
const shareBits = 24;
const ttlAnnotation = "node.alpha.kubernetes.io/ttl";

/** Gives every node its share of the pods' addresses, and (as the ttl controller does) how long to cache. */
export const nodeIpamController: ControllerFactory = (parts) => {
  const nodes = parts.resources.named("nodes");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key, type }) => (key.resource === "/nodes" && type === "ADDED" ? [key.name] : []),
    reconcile: (name) => {
      const node = parts.registry.find(nodes, "", name);
      if (node === undefined) return;
      const isDone = textOf(at(node, "spec", "podCIDR")) !== "" && annotationsOf(node)[ttlAnnotation] !== undefined;
      if (isDone) return;
      const cidr = textOf(at(node, "spec", "podCIDR")) || freeShare(parts);
      writer.update(nodes, node, (live) => ({
        ...live,
        metadata: { ...metadataOf(live), annotations: { ...annotationsOf(live), [ttlAnnotation]: "0" } },
        spec: { ...objectOf(live["spec"]), ...(cidr === "" ? {} : { podCIDR: cidr, podCIDRs: [cidr] }) },
      }));
    },
  };
};

/** The first share that no node has; "" where all are given out. */
function freeShare(parts: ControllerParts): string {
  const range = parts.identity().podSubnets.find((subnet) => subnet.includes(".")) ?? "";
  const match = /^(\d+)\.(\d+)\.(\d+)\.\d+\/(\d+)$/.exec(range);
  if (match === null) return "";
  const [a = 0, b = 0, c = 0, bits = shareBits] = match.slice(1).map(Number);
  const first = (a * 256 + b) * 256 + c;
  const taken = new Set(parts.registry.store.list("/nodes").map((node: JsonObject) => at(node, "spec", "podCIDR")));
  for (let share = first; share < first + 2 ** Math.max(0, shareBits - bits); share += 1) {
    const cidr = `${(share >> 16) & 255}.${(share >> 8) & 255}.${share & 255}.0/${shareBits}`;
    if (!taken.has(cidr)) return cidr;
  }
  return "";
}
