/** Starts what only control planes run: trustd, etcd and the components of Kubernetes. */
import { durations } from "../machine/durations";
import { openApiServer } from "./api-server";
import { startEtcd } from "./etcd-membership";
import type { Fleet, Node } from "./fleet";
import { beginManifests } from "./manifest-apply";
import { holdVirtualIps } from "./virtual-ips";

/** Ends when etcd is up; the components of Kubernetes come up by themselves afterwards. */
export async function startControlPlane(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  await machine.world.clock.sleep(durations.apidMs, signal);
  machine.services.run("trustd");
  await startEtcd(fleet, node, signal);
  startComponents(fleet, node).catch((error: unknown) => {
    if (machine.life.aborted) return;
    machine.note(`cannot start Kubernetes: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** API server, controller manager and scheduler as static pods, then Talos's and the user's manifests. */
async function startComponents(fleet: Fleet, node: Node): Promise<void> {
  const { machine, cluster } = node;
  if (cluster === undefined) return;
  await machine.world.clock.sleep(durations.staticPodsMs, machine.life);
  const openUnder = await openApiServer(fleet, node, cluster);
  holdVirtualIps(fleet, node, cluster, openUnder);
  machine.areStaticPodsReady = true;
  machine.changed();
  beginManifests(cluster, machine);
}
