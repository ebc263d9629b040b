/** The birth of etcd, once, and the wait until Kubernetes answers on it. */
import { bootstrapEtcd, TalosError, type TalosNode } from "../../clients/talos";
import type { Clock } from "../../clients/transport";
import { until, type WaitContext } from "../../fleet/waiting";
import { fetchCredentials, storeId } from "./cluster-access";
import type { KubernetesCredentials } from "./model";
import type { TalosBootstrapSettings } from "./surroundings";
import { reasonsOf, survey, verdictOf } from "./survey";

/** A cluster that was born. */
export interface Born {
  readonly id: string;
  readonly credentials: KubernetesCredentials;
}

/**
 * Sees to it that etcd is there: waits until somebody runs a member, or until everybody says that nobody does, and then
 * tells the first by name to begin. It may be called again at any time: Talos itself refuses a second beginning.
 * @throws the signal's reason at the deadline; what was seen last stands in the time-out's message
 */
export async function bearEtcd(
  nodes: ReadonlyMap<string, TalosNode>,
  clock: Clock,
  context: WaitContext,
): Promise<void> {
  const hosts = [...nodes.values()].map(({ host }) => host).join(",");
  context.progress(
    "asking the control planes for etcd",
    `"talosctl -n ${hosts} service etcd" and "talosctl -n ${hosts} logs etcd" show how it is; where a control plane does not answer, its server's console at Hetzner does`,
  );
  await until(clock, context, async () => {
    const surveyed = await survey(nodes, context);
    const verdict = verdictOf(surveyed);
    if (verdict === "born") return { done: true };
    const [first] = surveyed;
    if (verdict === "undecided" || first === undefined) {
      return { seen: `waiting for the control planes: ${reasonsOf(surveyed)}` };
    }
    return { seen: await begin(first.name, first.node, context) };
  });
}

/** What came of it is seen at the next look. */
async function begin(name: string, node: TalosNode, context: WaitContext): Promise<string> {
  try {
    await bootstrapEtcd(node, {}, context);
    return `waiting for etcd to begin on "${name}"`;
  } catch (error) {
    if (!(error instanceof TalosError)) throw error;
    if (error.code === "already_exists") return `waiting for etcd on "${name}", whose store is not empty`;
    if (error.mayPass) return `waiting for "${name}": ${error.message}`;
    throw error;
  }
}

/** Waits until a control plane gives credentials, and Kubernetes answers to them. @throws the signal's reason */
export async function awaitKubernetes(
  nodes: ReadonlyMap<string, TalosNode>,
  settings: TalosBootstrapSettings,
  context: WaitContext,
): Promise<Born> {
  const addresses = [...nodes.values()].map(({ host }) => host);
  let credentials: KubernetesCredentials | undefined;
  return until(settings.clients.clock, context, async () => {
    if (credentials === undefined) {
      const given = await anyCredentials(nodes, context);
      if ("failures" in given) {
        return { seen: `waiting for a control plane that gives a kubeconfig: ${given.failures.join("; ")}` };
      }
      credentials = given;
    }
    const store = await storeId(settings, credentials, addresses, context);
    return "id" in store
      ? { done: { id: store.id, credentials } }
      : { seen: `waiting for the Kubernetes API: ${store.failure}` };
  });
}

/** From the first control plane that answers; else why none of them does, one sentence each. */
export async function anyCredentials(
  nodes: ReadonlyMap<string, TalosNode>,
  context: WaitContext,
): Promise<KubernetesCredentials | { readonly failures: readonly string[] }> {
  const failures: string[] = [];
  for (const node of nodes.values()) {
    try {
      return await fetchCredentials(node, context);
    } catch (error) {
      if (!(error instanceof TalosError)) throw error;
      context.log.debug("no kubeconfig from this control plane", { host: node.host, failure: error.code });
      failures.push(error.message);
    }
  }
  return { failures };
}
