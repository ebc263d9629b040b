/** Methods that set a sequence going: reboot, shutdown, reset, upgrade, rollback. */
import { GrpcStatus } from "../../../wire/grpc/status";
import {
  type Messages,
  RebootRequestMode,
  ResetRequestWipeMode,
  UpgradeRequestRebootMode,
} from "../../../wire/talos/generated/machine";
import { TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { type Installer, PullError, pullInstaller } from "../sequences/pull-image";
import { reboot, shutdown } from "../sequences/reboot";
import { type ResetOptions, reset, systemPartitions } from "../sequences/reset";
import { rollback, stageUpgrade, upgrade } from "../sequences/upgrade";
import { newActorId } from "./actor-id";
import type { MachineHandlers, ServiceContext } from "./context";
import { disksOf } from "./disks";
import { checkUpgradeLock } from "./upgrade-lock";

/** Reboots that skip everything came with it. */
const firstMinorWithForce = 12;

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
        reboot(fleet, node, {
          actorId,
          isForced: mode === RebootRequestMode.FORCE && machine.minor >= firstMinorWithForce,
          cyclesPower: mode === RebootRequestMode.POWERCYCLE,
        }),
      ),
    Shutdown: ({ force }) => start((actorId) => shutdown(fleet, node, { actorId, isForced: force })),
    Reset: (request) => {
      checkReset(machine, request);
      return start((actorId) => reset(fleet, node, { actorId, ...resetOptions(request) }));
    },
    Upgrade: async ({ image, stage, force, rebootMode }, call) => {
      const installer = validInstaller(context, image);
      await machine.world.clock.sleep(durations.pullImageMs, call.signal);
      if (!force) checkUpgradeLock(context);
      const actorId = newActorId(machine.world);
      const kexec = rebootMode === UpgradeRequestRebootMode.DEFAULT;
      void (stage ? stageUpgrade : upgrade)(fleet, node, { installer, actorId, kexec });
      return { messages: [{ ack: "Upgrade request received", actorId }] };
    },
    Rollback: () => {
      rollback(fleet, node);
      return { messages: [{}] };
    },
  };
}

/** A list of partitions of which none is to be wiped wipes nothing; no list at all wipes the whole disk. */
function resetOptions(request: Messages["ResetRequest"]): Omit<ResetOptions, "actorId"> {
  const listed = request.systemPartitionsToWipe;
  const partitions = listed.filter(({ wipe }) => wipe).map(({ label }) => label);
  return {
    isGraceful: request.graceful,
    reboots: request.reboot,
    partitions,
    wipesSystemDisk: request.mode !== ResetRequestWipeMode.USER_DISKS && (listed.length === 0 || partitions.length > 0),
    wipesUserDisks: request.userDisksToWipe.length > 0,
  };
}

/** What Reset looks at before it begins. @throws TalosStatus UNKNOWN: Talos gives these no code. */
function checkReset(
  machine: TalosMachine,
  { mode, userDisksToWipe, systemPartitionsToWipe }: Messages["ResetRequest"],
): void {
  const refuse = (reason: string) => {
    throw new TalosStatus(GrpcStatus.UNKNOWN, reason);
  };
  const invalid = (wipe: string, what: string) =>
    refuse(`reset failed: invalid input, wipe mode ${wipe} doesn't support ${what} parameter`);
  if (userDisksToWipe.length > 0 && mode === ResetRequestWipeMode.SYSTEM_DISK)
    invalid("SYSTEM_DISK", "UserDisksToWipe");
  const disks = disksOf(machine);
  for (const path of userDisksToWipe) {
    const disk = disks.find(({ id }) => `/dev/${id}` === path);
    if (disk === undefined) refuse(`reset user disk failed: device ${path} wasn't found`);
    else if (disk.isSystemDisk) refuse(`reset user disk failed: device ${path} is the system disk`);
  }
  if (systemPartitionsToWipe.length === 0) return;
  if (mode === ResetRequestWipeMode.USER_DISKS) invalid("USER_DISKS", "SystemPartitionsToWipe");
  for (const { label } of systemPartitionsToWipe) {
    if (systemPartitions.includes(label)) continue;
    const missing = `resource VolumeStatuses.block.talos.dev(runtime/${label}@undefined) doesn't exist`;
    refuse(`failed to get volume status with label "${label}": ${missing}`);
  }
}

function validInstaller({ fleet, machine }: ServiceContext, image: string): Installer {
  try {
    return pullInstaller(fleet, machine, image);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    throw new TalosStatus(GrpcStatus.UNKNOWN, `error validating installer image "${image}": ${error.message}`);
  }
}
