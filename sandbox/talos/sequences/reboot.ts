/** Reboot and shutdown: the machine stops what it runs and gives the server back to its power button. */
import { guestReboot, guestShutdown } from "../../world";
import type { Fleet, Node } from "../fleet/fleet";
import { drain, stopServices } from "../fleet/stop-services";
import { durations } from "../machine/durations";
import type { Phase, SequenceEnd } from "../machine/sequencer";

/** Reboots; FORCE skips everything but the reboot itself. Never rejects. */
export function reboot(
  fleet: Fleet,
  node: Node,
  options: { readonly actorId: string; readonly isForced: boolean },
): Promise<SequenceEnd> {
  const { machine } = node;
  const last: Phase = { name: "reboot", run: () => guestReboot(fleet.world, machine.server.id) };
  return machine.sequencer.run({
    name: "reboot",
    actorId: options.actorId,
    begin: () => {
      machine.stage = "rebooting";
    },
    phases: options.isForced ? [farewell, last] : [farewell, ...stopPhases(fleet, node, "keep"), last],
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
    begin: () => {
      machine.stage = "shutting down";
    },
    phases: [
      farewell,
      { name: "storeShutdown" },
      ...(options.isForced ? [] : [drainPhase(fleet, node)]),
      ...stopPhases(fleet, node, "keep"),
      { name: "shutdown", run: () => guestShutdown(fleet.world, machine.server.id) },
    ],
  });
}

/** The answer to whoever asked for the sequence still goes out. */
export const farewell: Phase = { name: "cleanup", durationMs: durations.farewellMs };

/** Cordons the node and evicts its pods. */
export function drainPhase(fleet: Fleet, node: Node): Phase {
  return { name: "drain", tasks: ["cordonAndDrainNode"], durationMs: durations.drainMs, run: () => drain(fleet, node) };
}

/** Stops services and unmounts, up to where only the last step is left. `pods`: whether they are removed or only stopped. */
export function stopPhases(fleet: Fleet, node: Node, pods: "keep" | "remove"): Phase[] {
  return [
    { name: "cleanup", tasks: [pods === "remove" ? "removeAllPods" : "stopAllPods"] },
    { name: "dbus" },
    {
      name: "stopServices",
      tasks: ["stopServicesEphemeral"],
      durationMs: durations.stopServicesMs,
      run: () => stopServices(fleet, node),
    },
    { name: "umount" },
    { name: "unmountSystem" },
    { name: "volumeFinalize" },
    { name: "stopEverything", tasks: ["stopAllServices"] },
  ];
}
