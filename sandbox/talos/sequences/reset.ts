/** Reset: the machine leaves its cluster, wipes what it is told to, and goes. */
import { leaveEtcd } from "../fleet/etcd-membership";
import type { Fleet, Node } from "../fleet/fleet";
import { durations } from "../machine/durations";
import { wipeEphemeral, wipeState } from "../machine/installation";
import type { Phase, SequenceEnd } from "../machine/sequencer";
import { cleanupPhases, drainPhases, rebootPhase, shutdownPhase, stopPhases } from "./phases";

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
  /** What hangs on the machine is played as empty; that it is wiped shows in the events alone. */
  readonly wipesUserDisks: boolean;
}

/** Partitions of the system disk that may be wiped one by one. */
export const systemPartitions: readonly string[] = ["BIOS", "EFI", "BOOT", "META", "STATE", "EPHEMERAL"];

/** Resets. Never rejects. */
export async function reset(fleet: Fleet, node: Node, options: ResetOptions): Promise<SequenceEnd> {
  const { machine } = node;
  const end = await machine.sequencer.run({
    name: "reset",
    actorId: options.actorId,
    delayMs: durations.farewellMs,
    begin: () => {
      machine.stage = "resetting";
    },
    phases: resetPhases(fleet, node, options),
  });
  // A reset that failed half-way leaves a machine that is no longer what it was, but still answers.
  if (end.kind === "failed") machine.note(`cannot be reset: ${String(end.error)}`);
  return end;
}

function resetPhases(fleet: Fleet, node: Node, options: ResetOptions): Phase[] {
  const { isGraceful, partitions, reboots, wipesSystemDisk } = options;
  const kexec = partitions.length > 0 && !partitions.includes("BOOT");
  const leave: Phase = { name: "leave", tasks: ["leaveEtcd"], run: () => leaveEtcd(node) };
  const wiping: Phase = {
    name: partitions.length > 0 ? "resetSpec" : "reset",
    tasks: [partitions.length > 0 ? "resetSystemDiskSpec" : "resetSystemDisk"],
    durationMs: durations.wipeMs,
    run: () => wipe(node, options),
  };
  return [
    ...(isGraceful ? drainPhases(node) : []),
    ...cleanupPhases(isGraceful ? "remove" : "keep"),
    ...(isGraceful && node.machine.isControlPlane ? [leave] : []),
    { name: "preReset", tasks: ["sendResetSignal"] },
    ...stopPhases(node, { kexec }),
    { name: "forceCleanup", tasks: ["forceCleanup"] },
    ...(wipesSystemDisk ? [wiping] : []),
    ...(options.wipesUserDisks ? [{ name: "resetUserDisks", tasks: ["resetUserDisks"] }] : []),
    reboots ? rebootPhase(fleet, node, { kexec }) : shutdownPhase(fleet, node),
  ];
}

function wipe(node: Node, { partitions }: ResetOptions): void {
  const { installation, world, server } = node.machine;
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
