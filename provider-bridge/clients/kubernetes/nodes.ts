/** Nodes. Each call throws KubernetesError, and the signal's reason. */
import type { CallContext, JsonReader } from "../transport";
import type { KubernetesApi } from "./kubernetes-api";
import { KubernetesError } from "./kubernetes-error";

/** A node. */
export interface KubernetesNode {
  readonly name: string;
  readonly uid: string;
  /** Condition `Ready`; "Unknown" is a kubelet that has gone silent. */
  readonly ready: "True" | "False" | "Unknown";
  readonly unschedulable: boolean;
  /** Whether it was this provider that let no new pods on it. */
  readonly isCordonedByUs: boolean;
  /** e.g. `hcloud://42`; "" before a cloud controller has set it. */
  readonly providerId: string;
  /** With `v`. */
  readonly kubeletVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses of any type. */
  readonly addresses: readonly string[];
}

/** Annotation of a node that this provider cordons: by it, what a killed run has left is told from a user's own wish. */
export const CORDON_MARK = "hephaestus/cordoned";

/** Reads a node. */
export function readNode(fields: JsonReader): KubernetesNode {
  const [metadata, spec, status] = [
    fields.object("metadata"),
    fields.objectOrNull("spec"),
    fields.objectOrNull("status"),
  ];
  const ready = status?.objects("conditions").find((condition) => condition.text("type") === "Ready");
  const answer = ready?.text("status");
  return {
    name: metadata.text("name"),
    uid: metadata.textOrNull("uid") ?? "",
    ready: answer === "True" || answer === "False" ? answer : "Unknown",
    unschedulable: spec?.flag("unschedulable") === true,
    isCordonedByUs: metadata.textMap("annotations")[CORDON_MARK] !== undefined,
    providerId: spec?.textOrNull("providerID") ?? "",
    kubeletVersion: status?.objectOrNull("nodeInfo")?.textOrNull("kubeletVersion") ?? "",
    labels: metadata.textMap("labels"),
    addresses: status?.objects("addresses").map((address) => address.text("address")) ?? [],
  };
}

const pathOf = (name: string) => `/api/v1/nodes/${encodeURIComponent(name)}`;

/** A node by its name; undefined where there is none. */
export async function findNode(
  api: KubernetesApi,
  name: string,
  context: CallContext,
): Promise<KubernetesNode | undefined> {
  try {
    return readNode(await api.call({ method: "GET", path: pathOf(name) }, context));
  } catch (error) {
    if (error instanceof KubernetesError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** All nodes. */
export async function listNodes(api: KubernetesApi, context: CallContext): Promise<readonly KubernetesNode[]> {
  const list = await api.call({ method: "GET", path: "/api/v1/nodes" }, context);
  return list.items("items").map(readNode);
}

/** Lets no new pods on a node, with our mark on it, or lets them again. */
export async function setUnschedulable(
  api: KubernetesApi,
  name: string,
  unschedulable: boolean,
  context: CallContext,
): Promise<void> {
  const metadata = { annotations: { [CORDON_MARK]: unschedulable ? "true" : null } };
  const body = { metadata, spec: { unschedulable: unschedulable ? true : null } };
  const contentType = "application/merge-patch+json";
  await api.call({ method: "PATCH", path: pathOf(name), body, contentType }, context);
}

/** Deletes a node; that it is gone already is success. A living kubelet registers it again. */
export async function deleteNode(api: KubernetesApi, name: string, context: CallContext): Promise<void> {
  try {
    await api.call({ method: "DELETE", path: pathOf(name) }, context);
  } catch (error) {
    if (!(error instanceof KubernetesError) || error.code !== "not_found") throw error;
  }
}

/** Version of the API server, with `v`. */
export async function kubernetesVersion(api: KubernetesApi, context: CallContext): Promise<string> {
  return (await api.call({ method: "GET", path: "/version" }, context)).text("gitVersion");
}
