/** Which version each component runs on each node, as its pods and kubelets say. */
import type { CallContext } from "../transport";
import type { KubernetesApi } from "./kubernetes-api";
import type { KubernetesNode } from "./nodes";

/** A component on a node. */
export interface ComponentVersion {
  /** e.g. `kube-apiserver` */
  readonly component: string;
  readonly node: string;
  /** With `v`. */
  readonly version: string;
}

/** What Talos runs as pods, by the label `k8s-app`. */
const COMPONENTS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"] as const;

/** Of all nodes, sorted by component and node. @throws KubernetesError, and the signal's reason */
export async function listComponentVersions(
  api: KubernetesApi,
  nodes: readonly KubernetesNode[],
  context: CallContext,
): Promise<readonly ComponentVersion[]> {
  const kubelets = nodes.map(({ name, kubeletVersion }) => ({
    component: "kubelet",
    node: name,
    version: kubeletVersion,
  }));
  const selector = `k8s-app in (${COMPONENTS.join(",")})`;
  const query = { labelSelector: selector };
  const pods = await api.call({ method: "GET", path: "/api/v1/namespaces/kube-system/pods", query }, context);
  const running = pods.items("items").flatMap((pod) => {
    const component = pod.object("metadata").textMap("labels")["k8s-app"] ?? "";
    const spec = pod.object("spec");
    const container = spec.objects("containers").find((each) => each.text("name") === component);
    const version = container === undefined ? undefined : tagOf(container.text("image"));
    const node = spec.textOrNull("nodeName") ?? "";
    return version === undefined || node === "" ? [] : [{ component, node, version }];
  });
  return [...running, ...kubelets]
    .filter(({ version }) => version !== "")
    .sort((left, right) => compare(left.component, right.component) || compare(left.node, right.node));
}

/** The tag of an image; undefined for one that is named by its digest alone. */
function tagOf(image: string): string | undefined {
  const [reference = ""] = image.split("@");
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") ? reference.slice(colon + 1) : undefined;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
