/** What the plan can know: another version of Kubernetes would be an upgrade, and that is refused before anything moves. */
import type { ModifyPlanRequest } from "../../framework/contract/resource-definition";
import { path } from "../../framework/values/path";
import { isUnknown } from "../../framework/values/unknown";
import type { talosClusterSchema } from "./schema";

/** Refuses an upgrade, with what runs. */
export function planCluster({
  operation,
  plan,
  state,
  diagnostics,
}: ModifyPlanRequest<typeof talosClusterSchema>): undefined {
  if (operation !== "update" || plan === null || state === null) return undefined;
  const wanted = plan.kubernetes_version;
  if (isUnknown(wanted) || wanted === null || wanted === state.kubernetes_version) return undefined;
  const running = runningVersions(state.running_kubernetes_versions ?? {});
  if (running.every((version) => version === `v${wanted.replace(/^v/, "")}`)) return undefined;
  diagnostics.error(
    "Kubernetes cannot be upgraded yet",
    `"${wanted}" is wanted, and ${running.join(", ")} runs. This release does not upgrade Kubernetes: set kubernetes_version to what runs, or upgrade with "talosctl upgrade-k8s" first.`,
    path("kubernetes_version"),
  );
  return undefined;
}

function runningVersions(table: Readonly<Record<string, Readonly<Record<string, string | null>> | null>>): string[] {
  const all = Object.values(table).flatMap((nodes) => Object.values(nodes ?? {}));
  return [...new Set(all.filter((version) => version !== null))].sort();
}
