/** Upgrade and rollback: another system in the other boot slot, and a reboot into it. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { guestReboot } from "../../world";
import { ConfigurationError, checkConfiguration, readConfiguration } from "../config";
import type { Fleet, Node } from "../fleet/fleet";
import { TalosStatus } from "../grpc";
import { upgradedImage, writeSlot } from "../machine/boot-slot";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import type { Phase, SequenceEnd } from "../machine/sequencer";
import { minorOf, upgradeRefusal } from "../machine/talos-version";
import { cleanupPhases, drainPhases, rebootPhase, releasePhases } from "./phases";
import { type Installer, pullInstaller } from "./pull-image";
import { reboot } from "./reboot";

/**
 * Runs the installer: checks what it checks, then writes the other slot and makes it the one that boots.
 * @throws Error with the installer's words when it refuses or dies.
 */
export function runInstaller(machine: TalosMachine, installer: Installer): void {
  const { world, server, installation, image } = machine;
  const refusal = upgradeRefusal(image.talosVersion, installer.version);
  if (refusal !== undefined) throw new RangeError(`Installer fails: pre-flight checks failed: ${refusal}`);
  const text = installation.configText;
  if (text !== null) validateWith(installer.version, text);
  if (world.faults.take("talos", "install-fails", server.name) !== undefined) {
    throw new Error("Installer fails: exit code 1, a fault of the sandbox");
  }
  const disk = world.disks.open(server.diskId);
  // What runs is never overwritten, whatever another installer has put into the other slot meanwhile.
  installation.fallback = image;
  installation.isTrial = true;
  const { version, schematicYaml, platform } = installer;
  writeSlot(disk, upgradedImage(image, { version, schematicYaml, platform }));
  machine.log("machined", `installed ${installer.reference}`);
}

/** The new version looks at the configuration with its own rules before it writes anything (facts §7). */
function validateWith(version: string, text: string): void {
  try {
    const minor = minorOf(version);
    checkConfiguration(readConfiguration(text, minor), minor);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new RangeError(`Installer fails: configuration validation failed: ${error.message}`);
  }
}

/** What is to be installed, and how the machine goes over to it. */
export interface UpgradeOptions {
  readonly installer: Installer;
  readonly actorId: string;
  /** False: the server's power is cycled. */
  readonly kexec: boolean;
}

/**
 * The legacy way: the machine drains, stops, installs and reboots by itself. When the installer refuses or dies, it
 * stays as it is by then, with its services stopped: Talos leaves it to whoever asked. Never rejects.
 */
export async function upgrade(fleet: Fleet, node: Node, options: UpgradeOptions): Promise<SequenceEnd> {
  const { machine } = node;
  const end = await machine.sequencer.run({
    name: "upgrade",
    actorId: options.actorId,
    delayMs: durations.farewellMs,
    begin: () => {
      machine.stage = "upgrading";
    },
    phases: [
      ...drainPhases(node),
      ...cleanupPhases("keep"),
      ...releasePhases(node, "unmount"),
      {
        name: "upgrade",
        tasks: ["upgrade"],
        durationMs: durations.installMs,
        run: () => runInstaller(machine, options.installer),
      },
      { name: "meta", tasks: ["reloadMeta"] },
      ...leavingPhases(machine, options.kexec),
      { name: "stopEverything", tasks: ["stopAllServices"] },
      rebootPhase(fleet, node, options),
    ],
  });
  if (end.kind === "failed") machine.note(`cannot be upgraded: ${String(end.error)}`);
  return end;
}

/** The next kernel is loaded: from here on the machine counts as rebooting. */
function leavingPhases(machine: TalosMachine, kexec: boolean): Phase[] {
  if (!kexec) return [];
  const run = () => {
    machine.stage = "rebooting";
  };
  return [{ name: "kexec", tasks: ["kexecPrepare"], run }];
}

/** `stage`: the reference is kept, the machine reboots and installs then. Never rejects. */
export function stageUpgrade(fleet: Fleet, node: Node, options: UpgradeOptions): Promise<SequenceEnd> {
  const { machine } = node;
  machine.installation.stagedUpgrade = options.installer.reference;
  return machine.sequencer.run({
    name: "stageUpgrade",
    actorId: options.actorId,
    delayMs: durations.farewellMs,
    begin: () => {
      machine.stage = "upgrading";
    },
    phases: [
      ...cleanupPhases("keep"),
      ...releasePhases(node, "umount"),
      ...leavingPhases(machine, options.kexec),
      { name: "stopEverything", tasks: ["stopAllServices"] },
      rebootPhase(fleet, node, options),
    ],
  });
}

/** The boot after a staged upgrade: installs before anything else starts, and reboots whatever came of it. Never rejects. */
export async function stagedUpgrade(fleet: Fleet, node: Node, reference: string): Promise<void> {
  const { machine } = node;
  machine.installation.stagedUpgrade = null;
  const end = await machine.sequencer.run({
    name: "install",
    begin: () => {
      machine.stage = "installing";
    },
    phases: [
      { name: "env", tasks: ["setUserEnvVars"] },
      {
        name: "install",
        tasks: ["install"],
        durationMs: durations.pullImageMs + durations.installMs,
        run: () => runInstaller(machine, pullInstaller(fleet, machine, reference)),
      },
      { name: "meta", tasks: ["reloadMeta"] },
      { name: "saveMeta", tasks: ["flushMeta"] },
      { name: "volumeFinalize", tasks: ["teardownLifecycle"] },
      { name: "stopEverything", tasks: ["stopAllServices"] },
      ...leavingPhases(machine, true),
      rebootPhase(fleet, node, { kexec: true }),
    ],
  });
  if (end.kind === "failed") guestReboot(fleet.world, machine.server.id);
}

/**
 * Boots the other slot from now on, and reboots.
 * @throws TalosStatus UNKNOWN when there is none.
 */
export function rollback(fleet: Fleet, node: Node): void {
  const { machine } = node;
  const { installation, world, server, image } = machine;
  const { fallback } = installation;
  if (fallback === null) {
    throw new TalosStatus(GrpcStatus.UNKNOWN, "cannot rollback to the next boot slot, no previous entry");
  }
  writeSlot(world.disks.open(server.diskId), fallback);
  installation.fallback = image;
  installation.isTrial = false;
  void reboot(fleet, node, { takesOver: true });
}
