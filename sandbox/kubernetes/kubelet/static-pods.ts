import { createHash } from "node:crypto";
import type { JsonObject } from "../plain/json";
import { annotationsOf, uidOf } from "../plain/object-meta";
import type { KubeletFacts, StaticPod } from "../seam";

/** Says that a pod is the mirror of a static one, and of which text. */
export const mirrorAnnotation = "kubernetes.io/config.mirror";
const hashAnnotation = "kubernetes.io/config.hash";

/** The name that a static pod has in the API. */
export function mirrorName({ name }: StaticPod, nodeName: string): string {
  return `${name}-${nodeName}`;
}

/** Whether a pod of the API mirrors a static pod as it is now. */
export function mirrors(pod: JsonObject, source: StaticPod, facts: KubeletFacts): boolean {
  return annotationsOf(pod)[mirrorAnnotation] === hashOf(source, facts);
}

/** The pod that stands for a static pod in the API; it goes with its Node. */
export function mirrorPod(source: StaticPod, facts: KubeletFacts, node: JsonObject, seenAt: string): JsonObject {
  const { nodeName } = facts;
  const hash = hashOf(source, facts);
  return {
    metadata: {
      name: mirrorName(source, nodeName),
      namespace: source.namespace,
      labels: { ...source.labels },
      annotations: {
        ...source.annotations,
        [hashAnnotation]: hash,
        [mirrorAnnotation]: hash,
        "kubernetes.io/config.seen": seenAt,
        "kubernetes.io/config.source": "http",
      },
      ownerReferences: [{ apiVersion: "v1", kind: "Node", name: nodeName, uid: uidOf(node), controller: true }],
    },
    spec: {
      ...specOf(source),
      nodeName,
      tolerations: [{ effect: "NoExecute", operator: "Exists" }],
    },
  };
}

function specOf({ spec, name, image }: StaticPod): JsonObject {
  if (spec !== undefined) return JSON.parse(JSON.stringify(spec));
  return {
    containers: [{ name, image, command: [`/usr/local/bin/${name}`] }],
    hostNetwork: true,
    priorityClassName: "system-cluster-critical",
    securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: "RuntimeDefault" } },
  };
}

function hashOf(source: StaticPod, { nodeName }: KubeletFacts): string {
  return createHash("sha256")
    .update(JSON.stringify([nodeName, source]))
    .digest("hex")
    .slice(0, 32);
}
