import { document, type Patch, present } from "./documents";

/** What a node says of itself. */
export interface NodeWords {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Key → `value:Effect`. */
  readonly taints: Readonly<Record<string, string>>;
}

const NETWORK_DOCUMENTS = 12;
const KUBERNETES_DOCUMENTS = 14;

/** The patches of one node: its name, and what Kubernetes is told of it. */
export function nodePatches(node: NodeWords, contractMinor: number): readonly Patch[] {
  const isNew = contractMinor >= KUBERNETES_DOCUMENTS;
  // Kubernetes lets no worker change its own taints, but every node may come with some.
  const taints = node.role === "control-plane" ? filled(node.taints) : undefined;
  const words = isNew
    ? present({ labels: filled(node.labels), annotations: filled(node.annotations), taints })
    : present({ nodeLabels: filled(node.labels), nodeAnnotations: filled(node.annotations), nodeTaints: taints });
  const hasWords = Object.keys(words).length > 0;
  return [
    hostname(node.name, contractMinor),
    ...(hasWords ? [isNew ? document("KubeNodeConfig", words) : { machine: words }] : []),
    ...registeredTaints(node, isNew),
  ];
}

function hostname(name: string, contractMinor: number): Patch {
  if (contractMinor < NETWORK_DOCUMENTS) return { machine: { network: { hostname: name } } };
  return document("HostnameConfig", { auto: "off", hostname: name });
}

function registeredTaints({ role, taints }: NodeWords, isNew: boolean): readonly Patch[] {
  const entries = Object.entries(taints);
  if (role === "control-plane" || entries.length === 0) return [];
  const registerWithTaints = entries.map(([key, text]) => {
    const [value = "", effect = ""] = text.split(":");
    return { key, ...(value === "" ? {} : { value }), effect };
  });
  return isNew
    ? [document("KubeletConfig", { config: { registerWithTaints } })]
    : [{ machine: { kubelet: { extraConfig: { registerWithTaints } } } }];
}

function filled(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}
