/** Pods, as far as a drain needs them. Each call throws KubernetesError, and the signal's reason. */
import type { CallContext, JsonReader } from "../transport";
import type { KubernetesApi } from "./kubernetes-api";
import { KubernetesError } from "./kubernetes-error";

/** A pod. */
export interface KubernetesPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly phase: string;
  readonly nodeName: string;
  /** Kind of the controller, e.g. `ReplicaSet`; "" without one. */
  readonly controller: string;
  /** Copy of a static pod: the kubelet's own, nobody can evict it. */
  readonly isMirror: boolean;
  readonly isDeleting: boolean;
}

function readPod(fields: JsonReader): KubernetesPod {
  const metadata = fields.object("metadata");
  const owner = metadata.objects("ownerReferences").find((reference) => reference.flag("controller"));
  return {
    namespace: metadata.text("namespace"),
    name: metadata.text("name"),
    uid: metadata.text("uid"),
    phase: fields.objectOrNull("status")?.textOrNull("phase") ?? "",
    nodeName: fields.object("spec").textOrNull("nodeName") ?? "",
    controller: owner?.text("kind") ?? "",
    isMirror: metadata.textMap("annotations")["kubernetes.io/config.mirror"] !== undefined,
    isDeleting: metadata.textOrNull("deletionTimestamp") !== null,
  };
}

/** As many as kubectl asks for at once. */
const pageSize = "500";
/** More pages than any node has pods. */
const mostPages = 100;

/** All pods on a node. */
export async function podsOnNode(
  api: KubernetesApi,
  nodeName: string,
  context: CallContext,
): Promise<readonly KubernetesPod[]> {
  return listPods(api, { fieldSelector: `spec.nodeName=${nodeName}` }, context);
}

/** Pods by a selector, e.g. `{ labelSelector: "k8s-app=kube-apiserver" }`, in all namespaces. */
export async function listPods(
  api: KubernetesApi,
  selector: Readonly<Record<string, string>>,
  context: CallContext,
): Promise<readonly KubernetesPod[]> {
  const pods: KubernetesPod[] = [];
  let further = "";
  for (let page = 0; page < mostPages; page += 1) {
    const query = { ...selector, limit: pageSize, ...(further === "" ? {} : { continue: further }) };
    const list = await api.call({ method: "GET", path: "/api/v1/pods", query }, context);
    pods.push(...list.items("items").map(readPod));
    further = list.objectOrNull("metadata")?.textOrNull("continue") ?? "";
    if (further === "") break;
  }
  return pods;
}

const pathOf = ({ namespace, name }: Pick<KubernetesPod, "namespace" | "name">) =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;

/** What became of a pod that was asked to go. */
export type Eviction = "going" | "gone" | "not_now";

/** Asks a pod to go; "not_now" where a disruption budget does not allow it. */
export async function evictPod(api: KubernetesApi, pod: KubernetesPod, context: CallContext): Promise<Eviction> {
  const { namespace, name } = pod;
  const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { namespace, name } };
  try {
    await api.call({ method: "POST", path: `${pathOf(pod)}/eviction`, body, tellsTooMany: true }, context);
    return "going";
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    if (error.code === "not_found") return "gone";
    if (error.code === "too_many" || error.code === "conflict") return "not_now";
    throw error;
  }
}

/** Deletes a pod, whatever budgets say; `force` does not wait for its kubelet. */
export async function deletePod(
  api: KubernetesApi,
  pod: KubernetesPod,
  { force }: { readonly force: boolean },
  context: CallContext,
): Promise<Eviction> {
  const query: Record<string, string> = force ? { gracePeriodSeconds: "0" } : {};
  try {
    await api.call({ method: "DELETE", path: pathOf(pod), query }, context);
    return "going";
  } catch (error) {
    if (error instanceof KubernetesError && error.code === "not_found") return "gone";
    throw error;
  }
}
