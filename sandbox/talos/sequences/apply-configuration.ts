/** ApplyConfiguration: what each mode does with a configuration, and what the caller is told (facts §2.11, §3.3). */
import { GrpcStatus } from "../../../wire/grpc/status";
import { ApplyConfigurationRequestMode as Mode } from "../../../wire/talos/generated/machine";
import {
  type Configuration,
  ConfigurationError,
  checkConfiguration,
  isComplete,
  readConfiguration,
  rebootPaths,
  textDiff,
} from "../config";
import type { Fleet, Node } from "../fleet/fleet";
import { reconfigure } from "../fleet/reconfigure";
import { TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { reboot } from "./reboot";

/** What is to be applied. */
export interface Application {
  readonly text: string;
  /** Number of ApplyConfigurationRequest.Mode. */
  readonly mode: number;
  readonly isDryRun: boolean;
  /** 0: Talos's default. */
  readonly tryTimeoutMs: number;
}

/** What became of it. */
export interface Applied {
  /** The mode that it came to. */
  readonly mode: number;
  readonly details: string;
}

/** From here on, nothing is rebooted for a configuration any more. */
const firstMinorWithoutReboot = 14;
const firstMinorWithOneApid = 13;
/** From here on, a machine takes documents without a v1alpha1 one. */
const firstMinorWithPartial = 12;

/**
 * Applies a configuration.
 * @throws TalosStatus with Talos's code for each refusal.
 */
export function applyConfiguration(fleet: Fleet, node: Node, application: Application): Applied {
  const { machine } = node;
  const configuration = readOrRefuse(machine, application.text);
  const { running } = machine.sequencer;
  if (running !== undefined && running !== "boot" && running !== "initialize") {
    throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, `sequence "${running}" is in progress`);
  }
  return machine.active === undefined
    ? applyInMaintenance(machine, configuration, application)
    : applyToRunning(fleet, node, configuration, application);
}

function readOrRefuse(machine: TalosMachine, text: string): Configuration {
  try {
    const configuration = readConfiguration(text, machine.minor);
    const isAllowed =
      isComplete(configuration) || (machine.active === undefined && machine.minor >= firstMinorWithPartial);
    if (!isAllowed) throw new ConfigurationError("the applied machine configuration doesn't contain v1alpha1 config");
    checkConfiguration(configuration, machine.minor);
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `configuration validation failed: ${error.message}`);
  }
}

function applyInMaintenance(machine: TalosMachine, configuration: Configuration, application: Application): Applied {
  const { mode, isDryRun } = application;
  const isOld = machine.minor < firstMinorWithOneApid;
  if (isOld && (mode === Mode.NO_REBOOT || mode === Mode.STAGED)) {
    throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, "apply configuration mode is not supported in maintenance mode");
  }
  const resolved = mode === Mode.REBOOT || mode === Mode.AUTO ? (isOld ? mode : Mode.NO_REBOOT) : mode;
  if (isDryRun) {
    const details = "Dry run summary:\nNode is running in maintenance mode and does not have a config yet.\n";
    return { mode: resolved, details };
  }
  if (mode === Mode.STAGED) {
    machine.installation.configText = configuration.text;
    return { mode, details: "Staged configuration to be applied after the next reboot" };
  }
  if (!isComplete(configuration)) {
    machine.partial = configuration;
    machine.changed();
    return { mode: resolved, details: "Applied configuration without a reboot" };
  }
  if (mode !== Mode.TRY) machine.installation.configText = configuration.text;
  // The answer goes out before the listener that it goes through is replaced.
  machine.world.clock.after(durations.farewellMs, () => {
    if (!machine.life.aborted) machine.activate(configuration);
  });
  return { mode: resolved, details: isOld ? "" : "Applied configuration without a reboot" };
}

function applyToRunning(fleet: Fleet, node: Node, next: Configuration, application: Application): Applied {
  const { machine } = node;
  const before = machine.active ?? next;
  const paths = rebootPaths(before, next);
  const mode = resolveMode(machine, application.mode, paths);
  const timeoutMs = application.tryTimeoutMs > 0 ? application.tryTimeoutMs : durations.tryModeMs;
  const details = describe(mode, paths, timeoutMs);
  if (application.isDryRun) {
    const diff = textDiff(before.text, next.text);
    const changes = diff === "" ? "No changes." : `Config diff:\n\n${diff}`;
    return { mode, details: `Dry run summary:\n${details} (skipped in dry-run).\n${changes}\n` };
  }
  machine.cancelTrial?.();
  machine.log("machined", `apply configuration: ${details}`);
  if (mode !== Mode.TRY) machine.installation.configText = next.text;
  if (mode === Mode.NO_REBOOT || mode === Mode.TRY) activate(fleet, node, next);
  if (mode === Mode.TRY) startTrial(fleet, node, before, timeoutMs);
  if (mode === Mode.REBOOT) void reboot(fleet, node, { actorId: "", isForced: false });
  machine.changed();
  return { mode, details };
}

function resolveMode(machine: TalosMachine, mode: number, paths: readonly string[]): number {
  if (machine.minor >= firstMinorWithoutReboot) {
    if (mode === Mode.REBOOT) throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, "reboot mode is not supported");
    return mode === Mode.AUTO ? Mode.NO_REBOOT : mode;
  }
  if (mode === Mode.AUTO) return paths.length > 0 ? Mode.REBOOT : Mode.NO_REBOOT;
  if ((mode === Mode.NO_REBOOT || mode === Mode.TRY) && paths.length > 0) {
    const message = `this config change can't be applied in immediate mode\ndiff: ${paths.join(", ")}`;
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, message);
  }
  if (mode === Mode.REBOOT || mode === Mode.NO_REBOOT || mode === Mode.STAGED || mode === Mode.TRY) return mode;
  throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `unknown apply mode ${mode}`);
}

function describe(mode: number, paths: readonly string[], timeoutMs: number): string {
  switch (mode) {
    case Mode.REBOOT:
      return paths.length > 0
        ? `Applied configuration with a reboot: this config change can't be applied in immediate mode\ndiff: ${paths.join(", ")}`
        : "Applied configuration with a reboot";
    case Mode.STAGED:
      return "Staged configuration to be applied after the next reboot";
    case Mode.TRY:
      return `Applied configuration in try mode, it will be reverted in ${timeoutMs / 1000}s`;
    default:
      return "Applied configuration without a reboot";
  }
}

function activate(fleet: Fleet, node: Node, next: Configuration): void {
  const before = node.machine.settings;
  node.machine.activate(next);
  void reconfigure(fleet, node, before);
}

/** Takes the configuration back when the time is over; STATE never had it. */
function startTrial(fleet: Fleet, node: Node, before: Configuration, timeoutMs: number): void {
  const { machine } = node;
  const stop = machine.world.clock.deadline(timeoutMs, () => {
    machine.cancelTrial = undefined;
    if (machine.life.aborted) return;
    machine.log("machined", "rolling back the configuration that was on trial");
    activate(fleet, node, before);
  });
  machine.cancelTrial = () => {
    machine.cancelTrial = undefined;
    stop();
  };
}
