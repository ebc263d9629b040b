/** Drains: no new pods on a node, and those that are there go, as `kubectl drain` does it. */
import {
  deletePod,
  type Eviction,
  evictPod,
  findNode,
  type KubernetesApi,
  type KubernetesPod,
  podsOnNode,
  setUnschedulable,
} from "../clients/kubernetes";
import { allEnded, type Clock, within } from "../clients/transport";
import { until, type WaitContext } from "./waiting";

/** How a node is drained. */
export interface DrainOptions {
  readonly timeoutMs: number;
  /** Delete instead of evict: disruption budgets do not count. */
  readonly disableEviction: boolean;
}

/** Pods did not go in time. */
export class DrainTimeoutError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DrainTimeoutError";
  }
}

/** Whether a drain moves a pod: not what a DaemonSet would put back at once, nor copies of static pods. */
export function isDrained({ controller, isMirror, phase }: KubernetesPod): boolean {
  if (isMirror) return false;
  const isFinished = phase === "Succeeded" || phase === "Failed";
  return controller !== "DaemonSet" || isFinished;
}

/**
 * Cordons a node and moves its pods away; a node that is not there, or whose kubelet is silent, has none that could go.
 * @throws DrainTimeoutError, KubernetesError, and the signal's reason
 */
export async function drainNode(
  api: KubernetesApi,
  nodeName: string,
  { timeoutMs, disableEviction }: DrainOptions,
  { clock, context }: { readonly clock: Clock; readonly context: WaitContext },
): Promise<void> {
  const node = await findNode(api, nodeName, context);
  if (node === undefined) return;
  if (!node.unschedulable) await setUnschedulable(api, nodeName, true, context);
  if (node.ready !== "True") return;
  let last = "its pods";
  const limit = { limitMs: timeoutMs, why: () => timeout(nodeName, timeoutMs, last) };
  const asked = new Set<string>();
  await within(clock, context, limit, (limited) =>
    until(clock, limited, async () => {
      const pods = (await podsOnNode(api, nodeName, limited)).filter(isDrained);
      if (pods.length === 0) return { done: true };
      const blocked = await askToGo(api, pods, asked, { disableEviction, context: limited });
      last = listed(pods, blocked);
      return { seen: `waiting for pods to leave "${nodeName}": ${last}` };
    }),
  );
}

/** Asks each pod that was not asked yet; answers those that may not go now. */
async function askToGo(
  api: KubernetesApi,
  pods: readonly KubernetesPod[],
  asked: Set<string>,
  { disableEviction, context }: { readonly disableEviction: boolean; readonly context: WaitContext },
): Promise<ReadonlySet<string>> {
  const blocked = new Set<string>();
  const due = pods.filter(({ uid, isDeleting }) => !isDeleting && !asked.has(uid));
  await allEnded(
    due.map(async (pod) => {
      const answer: Eviction = disableEviction
        ? await deletePod(api, pod, { force: false }, context)
        : await evictPod(api, pod, context);
      if (answer === "not_now") blocked.add(pod.uid);
      else asked.add(pod.uid);
    }),
  );
  return blocked;
}

/** More names make a message unreadable. */
const mostNames = 5;

function listed(pods: readonly KubernetesPod[], blocked: ReadonlySet<string>): string {
  const named = pods.slice(0, mostNames).map(({ namespace, name, uid }) => {
    const why = blocked.has(uid) ? " (a disruption budget does not let it go)" : "";
    return `${namespace}/${name}${why}`;
  });
  const more = pods.length > mostNames ? ` and ${pods.length - mostNames} more` : "";
  return `${named.join(", ")}${more}`;
}

function timeout(nodeName: string, timeoutMs: number, last: string): DrainTimeoutError {
  return new DrainTimeoutError(
    `Cannot drain "${nodeName}" within ${Math.round(timeoutMs / 1000)} s: still there: ${last}. To find out more: "kubectl get pods -A --field-selector spec.nodeName=${nodeName}" and "kubectl get poddisruptionbudgets -A". Make room for these pods, change their disruption budget, allow more time with drain_timeout, or set disable_eviction`,
  );
}
