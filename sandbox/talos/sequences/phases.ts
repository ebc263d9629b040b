/** Phases that several sequences share, under Talos's own names (as of 1.13). */
import { guestReboot, guestShutdown } from "../../world";
import type { Fleet, Node } from "../fleet/fleet";
import { drain, stopServices } from "../fleet/stop-services";
import { durations } from "../machine/durations";
import type { Phase } from "../machine/sequencer";

/** Commands of reboot(2), which RestartEvent tells. */
const commands = { restart: 0x1234567n, kexec: 0x45584543n, powerOff: 0x4321fedcn } as const;
/** From here on, nothing is started any more once a sequence stops things. */
const firstMinorThatDeniesServices = 14;

/** How a sequence stops what runs. */
export interface Stopping {
  /** Whether the node's pods are removed for good or only stopped. */
  readonly pods: "keep" | "remove";
  /** Whether the next kernel is loaded already: a reboot that goes round the firmware. */
  readonly kexec: boolean;
}

/** Cordons the node and evicts its pods; left out where the node is no member of Kubernetes. */
export function drainPhases(node: Node): Phase[] {
  if (node.machine.settings?.node.skipsRegistration === true) return [];
  const task = ["cordonAndDrainNode"];
  return [{ name: "drain", tasks: task, durationMs: durations.drainMs, run: (signal) => drain(node, signal) }];
}

/** Ends pods and the message bus, before anything else is stopped. */
export function cleanupPhases(pods: Stopping["pods"]): Phase[] {
  return [
    { name: "cleanup", tasks: [pods === "remove" ? "removeAllPods" : "stopAllPods"] },
    { name: "dbus", tasks: ["stopDBus"] },
  ];
}

/** Stops services and gives the disk back, up to where only the last step is left. */
export function stopPhases(node: Node, { kexec }: Pick<Stopping, "kexec">): Phase[] {
  return [
    ...releasePhases(node, "umount"),
    ...(kexec ? [{ name: "kexec", tasks: ["kexecPrepare"] }] : []),
    { name: "stopEverything", tasks: ["stopAllServices"] },
  ];
}

/** Stops the services that use the disk, and unmounts it. `unmount`: what the version of the sequence calls that. */
export function releasePhases(node: Node, unmount: "umount" | "unmount"): Phase[] {
  const isNewer = node.machine.minor >= firstMinorThatDeniesServices;
  return [
    ...(isNewer ? [{ name: "denyNewServices" }] : []),
    {
      name: "stopServices",
      tasks: ["stopServicesForUpgrade"],
      durationMs: durations.stopServicesMs,
      run: () => stopServices(node),
    },
    { name: unmount, tasks: ["unmountPodMounts"] },
    { name: "unmountBind", tasks: ["unmountSystemDiskBindMounts"] },
    ...(isNewer ? [{ name: "unmountPromotable" }] : []),
    { name: "unmountSystem", tasks: ["unmountEphemeralPartition"] },
    { name: "volumeFinalize", tasks: ["teardownLifecycle"] },
  ];
}

/** The last step of what comes up again. */
export function rebootPhase(fleet: Fleet, { machine }: Node, { kexec }: Pick<Stopping, "kexec">): Phase {
  const cmd = kexec ? commands.kexec : commands.restart;
  return {
    name: "reboot",
    tasks: ["reboot"],
    run: () => {
      machine.events.emit("RestartEvent", { cmd });
      guestReboot(fleet.world, machine.server.id);
    },
  };
}

/** The last step of what stays off. */
export function shutdownPhase(fleet: Fleet, { machine }: Node): Phase {
  return {
    name: "shutdown",
    tasks: ["shutdown"],
    run: () => {
      machine.events.emit("RestartEvent", { cmd: commands.powerOff });
      guestShutdown(fleet.world, machine.server.id);
    },
  };
}
