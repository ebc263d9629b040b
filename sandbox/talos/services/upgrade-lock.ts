/** What a control plane looks at before it upgrades itself by the legacy way (facts §2.11). */
import { GrpcStatus } from "../../../wire/grpc/status";
import { hasQuorum } from "../etcd";
import { TalosStatus } from "../grpc";
import type { ServiceContext } from "./context";

/** A cluster of two loses its quorum with either of them. */
const unsafeMembers = 2;

/**
 * Passes when the cluster gets over the loss of this member for a while, and no other control plane is at it.
 * @throws TalosStatus UNKNOWN when it does not, DEADLINE_EXCEEDED when etcd does not answer.
 */
export function checkUpgradeLock({ fleet, node, machine }: ServiceContext): void {
  const { cluster } = node;
  if (!machine.isControlPlane || cluster === undefined) return;
  const refuse = (reason: string) => {
    throw new TalosStatus(GrpcStatus.UNKNOWN, reason);
  };
  if (!hasQuorum(cluster.etcd)) {
    const reason = "failed to acquire upgrade mutex: context deadline exceeded";
    throw new TalosStatus(GrpcStatus.DEADLINE_EXCEEDED, reason);
  }
  const { members } = cluster.etcd;
  const prefix = "error validating etcd for upgrade: etcd member";
  if (members.length === unsafeMembers) {
    refuse(`${prefix} count(${members.length}) is insufficient to maintain quorum if upgrade commences`);
  }
  const unstarted = members.find((member) => member.name === "");
  if (unstarted !== undefined) {
    refuse(`${prefix} ${unstarted.id} is not started, all members must be running to perform an upgrade`);
  }
  const ill = members.find((member) => {
    const runner = cluster.running.get(member.id);
    return runner === undefined || !cluster.serves(runner);
  });
  if (ill !== undefined) {
    refuse(
      `${prefix} ${ill.id} is not healthy; all members must be healthy to perform an upgrade: context deadline exceeded`,
    );
  }
  const other = fleet.machines().find((candidate) => {
    const isSame = fleet.nodeOf(candidate)?.cluster === cluster && candidate.isControlPlane;
    return candidate !== machine && isSame && candidate.stage === "upgrading";
  });
  if (other !== undefined) refuse(`failed to acquire upgrade mutex: held by "${other.hostname}"`);
}
