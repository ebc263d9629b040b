import type { JsonObject } from "../plain/json";
import type { KubeletFacts } from "../seam";

/** The Node as its kubelet registers it, without a status. */
export function newNode(facts: KubeletFacts): JsonObject {
  const taints = registeredTaints(facts);
  return {
    metadata: {
      name: facts.nodeName,
      labels: { ...kubeletLabels(facts), ...facts.registeredLabels },
      annotations: {
        "volumes.kubernetes.io/controller-managed-attach-detach": "true",
        ...(facts.hasExternalCloudProvider ? { "alpha.kubernetes.io/provided-node-ip": internalAddress(facts) } : {}),
      },
    },
    spec: {
      ...(facts.providerId === undefined ? {} : { providerID: facts.providerId }),
      ...(taints.length === 0 ? {} : { taints }),
    },
  };
}

/** Labels that every kubelet gives its Node, and keeps. */
function kubeletLabels({ architecture, nodeName }: KubeletFacts): Readonly<Record<string, string>> {
  return {
    "beta.kubernetes.io/arch": architecture,
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": architecture,
    "kubernetes.io/hostname": nodeName,
    "kubernetes.io/os": "linux",
  };
}

/** The node's own address; "" where it has none. */
export function internalAddress({ addresses }: KubeletFacts): string {
  return addresses.find(({ type }) => type === "InternalIP")?.address ?? "";
}

/** Only a new Node gets them: what somebody took away stays away. */
function registeredTaints(facts: KubeletFacts): JsonObject[] {
  const { registeredTaints: own = [], taints, hasExternalCloudProvider } = facts;
  const all = [...own, ...taints].map((taint): JsonObject => ({ ...taint }));
  return [
    ...(hasExternalCloudProvider
      ? [{ key: "node.cloudprovider.kubernetes.io/uninitialized", value: "true", effect: "NoSchedule" }]
      : []),
    ...all.filter(({ key = "", effect = "" }, index) => {
      return all.findIndex((other) => other["key"] === key && other["effect"] === effect) === index;
    }),
  ];
}
