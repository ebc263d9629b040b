/** Upgrade and rollback: another system in the other boot slot, and a reboot into it. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { guestReboot } from "../../world";
import { ConfigurationError, checkConfiguration, readConfiguration } from "../config";
import type { Fleet, Node } from "../fleet/fleet";
import { TalosStatus } from "../grpc";
import { readSlot, upgradedImage, writeSlot } from "../machine/boot-slot";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import type { SequenceEnd } from "../machine/sequencer";
import { minorOf, upgradeRefusal } from "../machine/talos-version";
import { type Installer, pullInstaller } from "./pull-image";
import { drainPhase, farewell, reboot, stopPhases } from "./reboot";

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
  installation.fallback = readSlot(disk) ?? image;
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

/** The legacy way: the machine drains, stops, installs and reboots by itself. Never rejects. */
export async function upgrade(
  fleet: Fleet,
  node: Node,
  options: { readonly installer: Installer; readonly actorId: string },
): Promise<SequenceEnd> {
  const { machine } = node;
  const end = await machine.sequencer.run({
    name: "upgrade",
    actorId: options.actorId,
    begin: () => {
      machine.stage = "upgrading";
    },
    phases: [
      farewell,
      drainPhase(fleet, node),
      ...stopPhases(fleet, node, "keep").filter((phase) => phase.name !== "stopEverything"),
      {
        name: "upgrade",
        tasks: ["upgrade"],
        durationMs: durations.installMs,
        run: () => runInstaller(machine, options.installer),
      },
      { name: "stopEverything", tasks: ["stopAllServices"] },
      { name: "reboot", run: () => guestReboot(fleet.world, machine.server.id) },
    ],
  });
  // Its services are stopped already: Talos reboots into what was there before.
  if (end.kind === "failed") await reboot(fleet, node, { actorId: options.actorId, isForced: true });
  return end;
}

/** `stage`: the reference is kept, the machine reboots and installs then. Never rejects. */
export function stageUpgrade(fleet: Fleet, node: Node, installer: Installer, actorId: string): Promise<SequenceEnd> {
  const { machine } = node;
  machine.installation.stagedUpgrade = installer.reference;
  return machine.sequencer.run({
    name: "stageUpgrade",
    actorId,
    begin: () => {
      machine.stage = "rebooting";
    },
    phases: [
      farewell,
      ...stopPhases(fleet, node, "keep"),
      { name: "reboot", run: () => guestReboot(fleet.world, machine.server.id) },
    ],
  });
}

/** The boot after a staged upgrade: installs before anything else starts, and reboots. Never rejects. */
export async function stagedUpgrade(fleet: Fleet, node: Node, reference: string): Promise<void> {
  const { machine } = node;
  machine.installation.stagedUpgrade = null;
  await machine.sequencer.run({
    name: "maintenanceUpgrade",
    begin: () => {
      machine.stage = "upgrading";
    },
    phases: [
      {
        name: "upgrade",
        tasks: ["upgrade"],
        durationMs: durations.pullImageMs + durations.installMs,
        run: () => runInstaller(machine, pullInstaller(fleet, machine, reference)),
      },
    ],
  });
  guestReboot(fleet.world, machine.server.id);
}

/**
 * Boots the other slot from now on, and reboots.
 * @throws TalosStatus FAILED_PRECONDITION when there is none.
 */
export function rollback(fleet: Fleet, node: Node): void {
  const { machine } = node;
  const { installation, world, server, image } = machine;
  const { fallback } = installation;
  if (fallback === null) {
    throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "cannot rollback to the next boot slot, no previous entry");
  }
  writeSlot(world.disks.open(server.diskId), fallback);
  installation.fallback = image;
  installation.isTrial = false;
  void reboot(fleet, node, { actorId: "", isForced: false });
}
