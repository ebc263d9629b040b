/** Reboot and shutdown: the machine stops what it runs and gives the server back to its power button. */
import type { Fleet, Node } from "../fleet/fleet";
import { durations } from "../machine/durations";
import type { SequenceEnd } from "../machine/sequencer";
import { cleanupPhases, drainPhases, rebootPhase, shutdownPhase, stopPhases } from "./phases";

/** How to reboot. */
export interface RebootOptions {
  /** Default: nobody's. */
  readonly actorId?: string;
  /** Everything is skipped but the reboot itself. Default false. */
  readonly isForced?: boolean;
  /** The server's power is cycled rather than the next kernel loaded. Default false. */
  readonly cyclesPower?: boolean;
  /** Whatever runs gives way. Default: only what Talos's table says. */
  readonly takesOver?: boolean;
}

/** Reboots. Never rejects. */
export function reboot(fleet: Fleet, node: Node, options: RebootOptions = {}): Promise<SequenceEnd> {
  const { machine } = node;
  const { actorId = "", isForced = false, cyclesPower = false, takesOver = false } = options;
  const kexec = !isForced && !cyclesPower;
  const last = rebootPhase(fleet, node, { kexec });
  return machine.sequencer.run({
    name: "reboot",
    actorId,
    takesOver,
    delayMs: durations.farewellMs,
    begin: () => {
      machine.stage = "rebooting";
    },
    phases: isForced ? [last] : [...cleanupPhases("keep"), ...stopPhases(node, { kexec }), last],
  });
}

/** Shuts down; `isForced` skips the drain. Never rejects. */
export function shutdown(
  fleet: Fleet,
  node: Node,
  options: { readonly actorId: string; readonly isForced: boolean },
): Promise<SequenceEnd> {
  const { machine } = node;
  return machine.sequencer.run({
    name: "shutdown",
    actorId: options.actorId,
    takesOver: true,
    delayMs: durations.farewellMs,
    begin: () => {
      machine.stage = "shutting down";
    },
    phases: [
      { name: "storeShutdown", tasks: ["storeShutdownEmergency"] },
      ...(options.isForced ? [] : drainPhases(node)),
      ...cleanupPhases("keep"),
      ...stopPhases(node, { kexec: false }),
      shutdownPhase(fleet, node),
    ],
  });
}
