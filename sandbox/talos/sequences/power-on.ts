/** What a machine does from power on: find its configuration, wait for one in maintenance, boot. */
import { TaskEventAction } from "../../../wire/talos/generated/machine";
import { guestReboot } from "../../world";
import type { Fleet, Node } from "../fleet/fleet";
import { writeSlot } from "../machine/boot-slot";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";
import { acquireConfiguration } from "./acquire-configuration";
import { boot } from "./boot";
import { stagedUpgrade } from "./upgrade";

/** Runs a machine that was just switched on until it is booted, in maintenance, or gone. Never rejects. */
export async function powerOn(fleet: Fleet, node: Node): Promise<void> {
  const { machine } = node;
  greet(machine);
  if (await fallsBack(machine)) return;
  machine.services.run("machined");
  if (machine.installation.stagedUpgrade !== null) {
    await stagedUpgrade(fleet, node, machine.installation.stagedUpgrade);
    return;
  }
  const initialized = await machine.sequencer.run({
    name: "initialize",
    phases: [
      { name: "machined", tasks: ["startMachined"] },
      { name: "systemRequirements" },
      { name: "earlyServices" },
      { name: "usb" },
      { name: "meta" },
      { name: "dashboard", durationMs: durations.initializeMs },
      { name: "config", tasks: ["loadConfig"], run: (signal) => configure(fleet, node, signal) },
    ],
  });
  if (initialized.kind === "done") await boot(fleet, node);
}

function greet(machine: TalosMachine): void {
  const { talosVersion, schematicId, platform, architecture, extraKernelArgs } = machine.image;
  const { kernel } = versionDetails(talosVersion);
  machine.log("kernel", `Linux version ${kernel}-talos (${architecture})`);
  machine.log("kernel", `Command line: talos.platform=${platform} ${extraKernelArgs.join(" ")}`.trim());
  machine.log("machined", `Talos ${talosVersion}, schematic ${schematicId.slice(0, 8)}, platform ${platform}`);
}

/**
 * A slot that was just written may not come up (fault "boot-fails" of the door "talos"): after a while the firmware
 * takes the other one. True when it does; without another slot the machine hangs for good.
 */
async function fallsBack(machine: TalosMachine): Promise<boolean> {
  const { installation, world, server } = machine;
  const isTried = installation.isTrial && installation.fallback !== null;
  if (world.faults.take("talos", "boot-fails", server.name) === undefined) return false;
  machine.log("kernel", "Kernel panic - not syncing: a fault of the sandbox");
  if (!isTried || installation.fallback === null) return true;
  const { fallback } = installation;
  machine.note(`does not come up with ${machine.image.talosVersion} and goes back to ${fallback.talosVersion}`);
  await world.clock.sleep(durations.failedBootMs, machine.life).catch(() => undefined);
  if (machine.life.aborted) return true;
  writeSlot(world.disks.open(server.diskId), fallback);
  installation.fallback = machine.image;
  installation.isTrial = false;
  guestReboot(world, server.id);
  return true;
}

/** Ends when the machine has a complete configuration. */
async function configure(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  const acquired = acquireConfiguration(machine);
  if (acquired.kind === "complete") {
    keep(machine, acquired.configuration.text);
    machine.activate(acquired.configuration);
    return;
  }
  if (acquired.kind === "broken") {
    machine.events.emit("ConfigLoadErrorEvent", { error: acquired.reason });
    machine.log("machined", `failed to load the configuration: ${acquired.reason}`);
    machine.note(`cannot read its configuration and waits for ever: ${acquired.reason.split("\n")[0]}`);
    await fleet.waiting.until(() => undefined, signal);
    return;
  }
  if (acquired.kind === "partial") machine.partial = acquired.configuration;
  const task = "runningMaintenance";
  machine.events.emit("TaskEvent", { task, action: TaskEventAction.START });
  machine.stage = "maintenance";
  await node.apid.serveMaintenance();
  machine.services.run("apid", "Started maintenance service");
  machine.note("waits for a configuration in maintenance mode");
  await fleet.waiting.until(() => machine.active, signal);
  machine.events.emit("TaskEvent", { task, action: TaskEventAction.STOP });
  machine.stage = "booting";
}

/** From the first boot on, STATE holds what the user data said. */
function keep(machine: TalosMachine, text: string): void {
  machine.installation.configText ??= text;
}
