/** ApplyConfiguration: what each mode does with a configuration, and what the caller is told (facts §2.11). */
import { stringify } from "yaml";
import { GrpcStatus } from "../../../wire/grpc/status";
import { ApplyConfigurationRequestMode as Mode } from "../../../wire/talos/generated/machine";
import { at, type Configuration, rebootPaths, textDiff } from "../config";
import type { Fleet, Node } from "../fleet/fleet";
import { reconfigure } from "../fleet/reconfigure";
import { TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import type { Application, Applied } from "./application";
import { applyInMaintenance } from "./apply-in-maintenance";
import { goDuration } from "./go-duration";
import { readableConfiguration } from "./readable-configuration";
import { reboot } from "./reboot";

/** From here on, nothing is rebooted for a configuration any more. */
const firstMinorWithoutReboot = 14;
const withoutReboot = "Applied configuration without a reboot";
const withReboot = "Applied configuration with a reboot";

/**
 * Applies a configuration.
 * @throws TalosStatus with Talos's code for each refusal.
 */
export function applyConfiguration(fleet: Fleet, node: Node, application: Application): Applied {
  const { machine } = node;
  if (machine.active === undefined) return applyInMaintenance(machine, application);
  // Talos forgets the trial before it looks at anything else, even for a dry run.
  if (application.mode !== Mode.TRY) machine.cancelTrial?.();
  const next = readableConfiguration(machine, application.text);
  const before = machine.active;
  const { mode, details, reason } = decide(machine, application.mode, before, next);
  if (application.isDryRun) {
    const diff = textDiff(before.text, next.text);
    const changes = `Config diff:\n\n${diff === "" ? "No changes." : diff}`;
    return { mode, details: `Dry run summary:\n${details} (skipped in dry-run).\n${changes}` };
  }
  machine.log("machined", `apply config request: mode ${nameOf(application.mode).toLowerCase()}`);
  if (mode !== Mode.TRY) machine.installation.configText = next.text;
  if (mode === Mode.NO_REBOOT || mode === Mode.TRY) activate(fleet, node, next);
  if (mode === Mode.REBOOT) void reboot(fleet, node, { takesOver: true });
  machine.changed();
  if (mode !== Mode.TRY) return { mode, details: details + reason };
  const timeoutMs = application.tryTimeoutMs > 0 ? application.tryTimeoutMs : durations.tryModeMs;
  startTrial(fleet, node, before, timeoutMs);
  const trial = `The config is applied in 'try' mode and will be automatically reverted back in ${goDuration(timeoutMs)}`;
  return { mode, details: `${details}\n${trial}` };
}

/** The mode that a wish comes to; `reason` says why it is a reboot. */
interface Decision extends Applied {
  readonly reason: string;
}

function decide(machine: TalosMachine, mode: number, before: Configuration, next: Configuration): Decision {
  if (mode === Mode.STAGED) {
    return { mode, details: "Staged configuration to be applied after the next reboot", reason: "" };
  }
  const isNewer = machine.minor >= firstMinorWithoutReboot;
  if (mode === Mode.REBOOT) {
    if (!isNewer) return { mode, details: withReboot, reason: "" };
    const message = "the REBOOT mode is not supported, please use AUTO or NO_REBOOT modes instead";
    throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, message);
  }
  if (mode !== Mode.AUTO && mode !== Mode.NO_REBOOT && mode !== Mode.TRY) {
    const message = `incorrect mode '${mode}' specified for the apply config call`;
    throw new TalosStatus(isNewer ? GrpcStatus.INVALID_ARGUMENT : GrpcStatus.UNKNOWN, message);
  }
  const resolved = mode === Mode.AUTO ? Mode.NO_REBOOT : mode;
  const paths = isNewer ? [] : rebootPaths(before, next);
  if (paths.length === 0) return { mode: resolved, details: withoutReboot, reason: "" };
  const reason = `this config change can't be applied in immediate mode\ndiff:\n${differenceAt(paths, before, next)}`;
  if (mode !== Mode.AUTO) throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, reason);
  return { mode: Mode.REBOOT, details: withReboot, reason: `: ${reason}` };
}

/** The parts that only a reboot changes, before and after. */
function differenceAt(paths: readonly string[], before: Configuration, next: Configuration): string {
  const text = ({ main }: Configuration) =>
    stringify(Object.fromEntries(paths.map((path) => [path, at(main, ...path.split(".")) ?? null])), { indent: 4 });
  return textDiff(text(before), text(next));
}

function nameOf(mode: number): string {
  return Object.entries(Mode).find(([, number]) => number === mode)?.[0] ?? String(mode);
}

function activate(fleet: Fleet, node: Node, next: Configuration): void {
  const before = node.machine.settings;
  node.machine.activate(next);
  void reconfigure(fleet, node, before);
}

/** Takes the configuration back when the time is over; STATE never had it. */
function startTrial(fleet: Fleet, node: Node, before: Configuration, timeoutMs: number): void {
  const { machine } = node;
  machine.cancelTrial?.();
  const stop = machine.world.clock.deadline(timeoutMs, () => {
    machine.cancelTrial = undefined;
    if (machine.life.aborted) return;
    machine.log("machined", "rolling back the configuration");
    activate(fleet, node, before);
  });
  machine.cancelTrial = () => {
    machine.cancelTrial = undefined;
    stop();
  };
}
