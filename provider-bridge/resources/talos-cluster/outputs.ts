/** The outputs, out of what was seen. Pure. */
import { type ObservedCluster, reportOn, versionTable } from "../../fleet";
import type { Cluster } from "./surroundings";

/** What a cluster tells of itself. */
export function outputsOf(observed: ObservedCluster, { wanted }: Pick<Cluster, "wanted">) {
  const { etcd, kubernetes } = observed;
  const { problems } = reportOn(observed, wanted);
  return {
    etcd_members: Object.fromEntries(etcd.members.map(({ name, id }) => [name, id.toString(16)])),
    running_kubernetes_versions: typeof kubernetes === "string" ? {} : versionTable(kubernetes.versions),
    healthy: problems.length === 0,
    problems,
  };
}
