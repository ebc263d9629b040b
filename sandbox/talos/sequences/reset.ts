/** Reset: the machine leaves its cluster, wipes what it is told to, and goes. */
import { guestReboot, guestShutdown } from "../../world";
import { leaveEtcd } from "../fleet/etcd-membership";
import type { Fleet, Node } from "../fleet/fleet";
import { durations } from "../machine/durations";
import { wipeEphemeral, wipeState } from "../machine/installation";
import type { SequenceEnd } from "../machine/sequencer";
import { drainPhase, farewell, stopPhases } from "./reboot";

/** What is to be wiped, and what comes after. */
export interface ResetOptions {
  readonly actorId: string;
  /** Drain and leave etcd first; a control plane that cannot leave does not reset. */
  readonly isGraceful: boolean;
  readonly reboots: boolean;
  /** Labels of system partitions; empty: the whole system disk, boot partitions included. */
  readonly partitions: readonly string[];
  /** False: only user disks are wiped. */
  readonly wipesSystemDisk: boolean;
}

/** Partitions of the system disk that may be wiped one by one. */
export const systemPartitions: readonly string[] = ["BIOS", "EFI", "BOOT", "META", "STATE", "EPHEMERAL"];

/** Resets. Never rejects. */
export function reset(fleet: Fleet, node: Node, options: ResetOptions): Promise<SequenceEnd> {
  const { machine } = node;
  const isLeaving = options.isGraceful && machine.isControlPlane;
  return machine.sequencer
    .run({
      name: "reset",
      actorId: options.actorId,
      begin: () => {
        machine.stage = "resetting";
      },
      phases: [
        farewell,
        ...(options.isGraceful ? [drainPhase(fleet, node)] : []),
        ...(isLeaving
          ? [{ name: "leave", tasks: ["leaveEtcd"], run: (signal: AbortSignal) => leaveEtcd(fleet, node, signal) }]
          : []),
        { name: "preReset" },
        ...stopPhases(fleet, node, options.isGraceful ? "remove" : "keep"),
        {
          name: options.partitions.length > 0 ? "resetSpec" : "reset",
          tasks: ["resetSystemDisk"],
          durationMs: durations.wipeMs,
          run: () => wipe(node, options),
        },
        { name: "resetUserDisks" },
        {
          name: options.reboots ? "reboot" : "shutdown",
          run: () => (options.reboots ? guestReboot : guestShutdown)(fleet.world, machine.server.id),
        },
      ],
    })
    .then((end) => {
      // A reset that failed half-way leaves a machine that is no longer what it was, but still answers.
      if (end.kind === "failed") machine.note(`cannot be reset: ${String(end.error)}`);
      return end;
    });
}

function wipe(node: Node, { partitions, wipesSystemDisk }: ResetOptions): void {
  const { installation, world, server } = node.machine;
  if (!wipesSystemDisk) return;
  const isWhole = partitions.length === 0;
  if (isWhole || partitions.includes("EPHEMERAL")) wipeEphemeral(installation);
  if (isWhole || partitions.includes("STATE")) wipeState(installation);
  if (isWhole || partitions.includes("META")) {
    installation.meta = {};
    installation.stagedUpgrade = null;
  }
  const isUnbootable = isWhole || ["BIOS", "EFI", "BOOT"].some((label) => partitions.includes(label));
  if (isUnbootable) world.disks.open(server.diskId).discard();
}
