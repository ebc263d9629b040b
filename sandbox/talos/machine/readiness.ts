/** What keeps a machine from being ready, in Talos's order and words (facts §8.3). */
import type { NodeSettings } from "../config";
import type { ServiceTable } from "./service-table";
import type { Stage, UnmetCondition } from "./stage";

/** What readiness is drawn from. */
export interface ReadinessFacts {
  readonly stage: Stage;
  readonly settings: NodeSettings | undefined;
  readonly services: ServiceTable;
  readonly addresses: readonly unknown[];
  readonly isTimeSynced: boolean;
  readonly areStaticPodsReady: boolean;
  readonly isNodeReady: boolean;
  readonly nodeName: string;
}

/** The unmet conditions; only a machine that boots or runs has any. */
export function readinessOf(facts: ReadinessFacts): UnmetCondition[] {
  const { stage, settings } = facts;
  if ((stage !== "booting" && stage !== "running") || settings === undefined) return [];
  const isControlPlane = settings.machineType === "controlplane";
  const wanted = ["apid", "machined", "kubelet", ...(isControlPlane ? ["etcd", "trustd"] : [])];
  const missing = wanted.filter((id) => !facts.services.isUp(id));
  const unmet: UnmetCondition[] = [];
  if (!facts.isTimeSynced) unmet.push({ name: "time", reason: "time is not synced" });
  if (facts.addresses.length === 0) unmet.push({ name: "network", reason: "waiting on: address" });
  if (missing.length > 0) unmet.push({ name: "services", reason: serviceReason(facts.services, missing) });
  if (isControlPlane && !facts.areStaticPodsReady) {
    unmet.push({ name: "staticPods", reason: "kube-system/kube-apiserver not ready" });
  }
  if (!settings.node.skipsRegistration && !facts.isNodeReady) {
    unmet.push({ name: "nodeReady", reason: `node "${facts.nodeName}" status is not ready` });
  }
  return unmet;
}

function serviceReason(services: ServiceTable, missing: readonly string[]): string {
  return missing
    .map((id) => (services.get(id)?.state === "Running" ? `${id} not healthy` : `${id} not running`))
    .join(", ");
}
