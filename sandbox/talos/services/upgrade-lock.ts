/** What a control plane looks at before it upgrades itself by the legacy way (facts §2.11). */
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import type { ServiceContext } from "./context";

/** A cluster of two loses its quorum with either of them. */
const unsafeMembers = 2;

/**
 * Passes when the cluster gets over the loss of this member for a while, and no other control plane is at it.
 * @throws TalosStatus FAILED_PRECONDITION when it does not.
 */
export function checkUpgradeLock({ fleet, node, machine }: ServiceContext): void {
  const { cluster } = node;
  if (!machine.isControlPlane || cluster === undefined) return;
  const refuse = (reason: string) => {
    throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, `error validating etcd for upgrade: ${reason}`);
  };
  const voters = cluster.etcd.members.filter((member) => !member.isLearner);
  if (voters.length === unsafeMembers) refuse("etcd cluster with 2 members cannot be upgraded safely");
  const ill = voters.find((member) => {
    const runner = cluster.running.get(member.id);
    return runner === undefined || !cluster.serves(runner);
  });
  if (ill !== undefined) refuse(`etcd member "${ill.name}" is not healthy`);
  const other = fleet.machines().find((candidate) => {
    const isSame = fleet.nodeOf(candidate)?.cluster === cluster && candidate.isControlPlane;
    return candidate !== machine && isSame && candidate.stage === "upgrading";
  });
  if (other !== undefined) refuse(`control plane "${other.hostname}" is being upgraded`);
}
