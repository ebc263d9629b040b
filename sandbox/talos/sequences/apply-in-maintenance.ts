/** ApplyConfiguration in maintenance: what the first configuration does (facts §3.2, §3.3). */
import { GrpcStatus } from "../../../wire/grpc/status";
import { ApplyConfigurationRequestMode as Mode } from "../../../wire/talos/generated/machine";
import { type Configuration, isComplete } from "../config";
import { TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import type { Application, Applied } from "./application";
import { isOldMaintenance, readableConfiguration } from "./readable-configuration";

const noConfiguration = "Dry run summary:\nNode is running in maintenance mode and does not have a config yet.";
const withoutReboot = "Applied configuration without a reboot";

/**
 * Takes the configuration; a complete one lets the boot go on.
 * @throws TalosStatus with Talos's code for each refusal.
 */
export function applyInMaintenance(machine: TalosMachine, application: Application): Applied {
  return isOldMaintenance(machine) ? applyByOldServer(machine, application) : applyByApid(machine, application);
}

/** Up to 1.12. The reply says nothing of the mode. */
function applyByOldServer(machine: TalosMachine, { text, mode, isDryRun }: Application): Applied {
  if (mode !== Mode.TRY && mode !== Mode.REBOOT && mode !== Mode.AUTO) {
    const name = Object.entries(Mode).find(([, number]) => number === mode)?.[0] ?? String(mode);
    const message = `apply configuration --mode='${name.toLowerCase().replaceAll("_", "-")}' is not supported in maintenance mode`;
    throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, message);
  }
  const configuration = readableConfiguration(machine, text);
  if (isDryRun) return { mode: Mode.REBOOT, details: noConfiguration };
  take(machine, configuration, { isKept: true });
  return { mode: Mode.REBOOT, details: "" };
}

/** From 1.13 on. */
function applyByApid(machine: TalosMachine, { text, mode, isDryRun }: Application): Applied {
  const configuration = readableConfiguration(machine, text);
  const resolved = mode === Mode.REBOOT || mode === Mode.AUTO ? Mode.NO_REBOOT : mode;
  if (resolved === Mode.STAGED) {
    const details = "Staged configuration to be applied after the next reboot";
    if (isDryRun) return { mode: resolved, details: dryRun(details, configuration) };
    machine.installation.configText = configuration.text;
    return { mode: resolved, details };
  }
  if (resolved !== Mode.NO_REBOOT && resolved !== Mode.TRY) {
    const message = `incorrect mode '${resolved}' specified for the apply config call`;
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, message);
  }
  if (isDryRun) return { mode: resolved, details: dryRun(withoutReboot, configuration) };
  take(machine, configuration, { isKept: resolved !== Mode.TRY });
  return { mode: resolved, details: withoutReboot };
}

function dryRun(details: string, { text }: Configuration): string {
  const lines = text.trimEnd().split("\n");
  const added = lines.map((line) => `+${line}`).join("\n");
  return `Dry run summary:\n${details} (skipped in dry-run).\nConfig diff:\n\n--- a\n+++ b\n@@ -0,0 +1,${lines.length} @@\n${added}\n`;
}

/** `isKept`: STATE holds it, too. */
function take(machine: TalosMachine, configuration: Configuration, { isKept }: { isKept: boolean }): void {
  if (!isComplete(configuration)) {
    machine.partial = configuration;
    machine.changed();
    return;
  }
  if (isKept) machine.installation.configText = configuration.text;
  // The answer goes out before the listener that it goes through is replaced.
  machine.world.clock.after(durations.farewellMs, () => {
    if (!machine.life.aborted) machine.activate(configuration);
  });
}
