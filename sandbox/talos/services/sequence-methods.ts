/** Methods that set a sequence going: reboot, shutdown, reset, upgrade, rollback. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { RebootRequestMode, ResetRequestWipeMode } from "../../../wire/talos/generated/machine";
import { TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import { reboot, shutdown } from "../sequences/reboot";
import { reset, systemPartitions } from "../sequences/reset";
import { pullInstaller, rollback, stageUpgrade, upgrade } from "../sequences/upgrade";
import { newActorId } from "./actor-id";
import type { MachineHandlers, ServiceContext } from "./context";
import { checkUpgradeLock } from "./upgrade-lock";

/** Reboot, Shutdown, Reset, Upgrade, Rollback. */
export function sequenceHandlers(context: ServiceContext): MachineHandlers {
  const { fleet, node, machine } = context;
  const start = (work: (actorId: string) => Promise<unknown>) => {
    const actorId = newActorId(machine.world);
    void work(actorId);
    return { messages: [{ actorId }] };
  };
  return {
    Reboot: ({ mode }) =>
      start((actorId) =>
        reboot(fleet, node, { actorId, isForced: mode === RebootRequestMode.FORCE && machine.minor >= 12 }),
      ),
    Shutdown: ({ force }) => start((actorId) => shutdown(fleet, node, { actorId, isForced: force })),
    Reset: (request) => {
      const partitions = request.systemPartitionsToWipe.map((spec) => spec.label);
      const unknown = partitions.find((label) => !systemPartitions.includes(label));
      if (unknown !== undefined) {
        throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `failed to locate volume "${unknown}"`);
      }
      const wiped = request.systemPartitionsToWipe.filter((spec) => spec.wipe).map((spec) => spec.label);
      return start((actorId) =>
        reset(fleet, node, {
          actorId,
          isGraceful: request.graceful,
          reboots: request.reboot,
          partitions: partitions.length > 0 ? wiped : [],
          wipesSystemDisk:
            request.mode !== ResetRequestWipeMode.USER_DISKS && (partitions.length === 0 || wiped.length > 0),
        }),
      );
    },
    Upgrade: async ({ image, stage, force }, call) => {
      const installer = pullInstaller(fleet, machine, image);
      await machine.world.clock.sleep(durations.pullImageMs, call.signal);
      if (!force) checkUpgradeLock(context);
      const actorId = newActorId(machine.world);
      void (stage ? stageUpgrade(fleet, node, installer, actorId) : upgrade(fleet, node, { installer, actorId }));
      return { messages: [{ ack: "Upgrade request received", actorId }] };
    },
    Rollback: () => {
      rollback(fleet, node);
      return { messages: [{}] };
    },
  };
}
