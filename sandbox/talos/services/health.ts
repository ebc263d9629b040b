/** cluster.ClusterService: the health check that runs on the machine, in the order of talosctl (facts §8.6). */
import { msOfDuration } from "../../../wire/google/time";
import { GrpcStatus } from "../../../wire/grpc/status";
import type { ClusterService, Messages } from "../../../wire/talos/generated/cluster";
import { membersSeenBy } from "../fleet/discovery";
import { type Handlers, TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";
import type { ServiceContext } from "./context";

/** talosctl's own limit. */
const defaultWaitMs = 20 * 60_000;

/** A condition, and what is missing as long as it does not hold. */
interface Check {
  readonly name: string;
  readonly missing: () => string | undefined;
}

/** HealthCheck. */
export function healthHandlers(context: ServiceContext): Handlers<Messages, typeof ClusterService> {
  const { fleet, machine } = context;
  return {
    async *HealthCheck({ waitTimeout, clusterInfo }, call) {
      const limit = new AbortController();
      const cancel = fleet.world.clock.deadline(msOfDuration(waitTimeout) || defaultWaitMs, () => limit.abort());
      const signal = AbortSignal.any([call.signal, machine.life, limit.signal]);
      const named = [...(clusterInfo?.controlPlaneNodes ?? []), ...(clusterInfo?.workerNodes ?? [])];
      try {
        for (const check of checksOf(context, named)) {
          const reason = check.missing();
          if (reason !== undefined) yield { message: `waiting for ${check.name}: ${reason}` };
          const isMet = () => (check.missing() === undefined ? true : undefined);
          await fleet.waiting.until(isMet, signal).catch(() => {
            const missing = check.missing() ?? "context deadline exceeded";
            throw new TalosStatus(GrpcStatus.DEADLINE_EXCEEDED, `${check.name}: ${missing}`);
          });
          yield { message: `waiting for ${check.name}: OK` };
        }
      } finally {
        cancel();
      }
    },
  };
}

function checksOf({ fleet, node, machine }: ServiceContext, named: readonly string[]): Check[] {
  const all = (): TalosMachine[] => {
    const seen = membersSeenBy(fleet, machine);
    const extra = fleet.machines().filter((other) => other.addresses.some(({ ip }) => named.includes(ip)));
    return [...new Set([...seen, ...extra])];
  };
  const controlPlanes = () => all().filter((other) => other.isControlPlane);
  const each = (machines: () => TalosMachine[], isMet: (other: TalosMachine) => boolean, what: string) => () => {
    const unmet = machines().find((other) => !isMet(other));
    return unmet === undefined ? undefined : `"${unmet.hostname}" ${what}`;
  };
  const unknown = () =>
    named.find((ip) => !all().some((other) => other.addresses.some((address) => address.ip === ip)));
  return [
    {
      name: "etcd to be healthy",
      missing: each(controlPlanes, (other) => other.services.isUp("etcd"), "etcd is not healthy"),
    },
    {
      name: "etcd members to be consistent across nodes",
      missing: each(controlPlanes, (other) => fleet.nodeOf(other)?.cluster === node.cluster, "is in another cluster"),
    },
    {
      name: "etcd members to be control plane nodes",
      missing: () => {
        const members = node.cluster?.etcd.members.length ?? 0;
        return members === controlPlanes().length
          ? undefined
          : `${members} members, ${controlPlanes().length} control planes`;
      },
    },
    {
      name: "apid to be ready",
      missing: () => {
        const ip = unknown();
        return ip === undefined
          ? each(all, (other) => other.services.isUp("apid"), "apid is not ready")()
          : `"${ip}" does not answer`;
      },
    },
    {
      name: "kubelet to be healthy",
      missing: each(all, (other) => other.services.isUp("kubelet"), "kubelet is not healthy"),
    },
    {
      name: "all nodes to finish boot sequence",
      missing: each(all, (other) => other.stage === "running", "is still booting"),
    },
    {
      name: "all k8s nodes to report",
      missing: each(all, (other) => fleet.nodeOf(other)?.kubelet !== undefined, "did not report"),
    },
    {
      name: "all control plane static pods to be running",
      missing: each(controlPlanes, (other) => other.areStaticPodsReady, "static pods are not running"),
    },
    { name: "all k8s nodes to report ready", missing: each(all, (other) => other.isNodeReady, "is not ready") },
  ];
}
