/** From the configuration that is there to the one that is wanted: what it takes, and in whose turn. */
import { applyConfiguration, TalosError } from "../../clients/talos";
import type { WaitContext } from "../../fleet";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { encodeConfig, type MachineConfig, newestMinor, withKubernetesTags } from "../../talos-config";
import { type ActionKind, actionText, configChanges, rebootPaths } from "./config-change";
import type { Machine, rolloutOf } from "./machine";
import type { MachineFacts } from "./machine-facts";
import { rebootInTurn } from "./reboot-in-turn";
import { withoutSecrets } from "./redacted-text";
import { minorOf } from "./system-image";

/** What is there, and what is wanted. */
export interface Convergence {
  readonly active: MachineConfig;
  readonly wanted: MachineConfig;
  readonly facts: Pick<MachineFacts, "version" | "stage">;
}

/** How it may be done. */
export interface ConvergeOptions {
  readonly applyMode: string;
  readonly rollout: ReturnType<typeof rolloutOf>;
  /** Reboot although our table says that it is not needed: Talos said so while planning. @default false */
  readonly alwaysReboot?: boolean;
}

/** What converging takes. Pure. */
export function convergence({ active, wanted, facts }: Convergence, applyMode: string) {
  const changes = configChanges(active, wanted);
  const needingReboot = rebootPaths(changes, minorOf(facts.version, newestMinor));
  const kind: ActionKind =
    changes.length === 0
      ? "none"
      : applyMode === "staged"
        ? "stage"
        : needingReboot.length > 0
          ? "apply and reboot"
          : "apply";
  return { changes, needingReboot, kind, action: actionText(kind, changes) };
}

/** What is sent: what is wanted, with the versions of Kubernetes that run. */
export function sendable({ active, wanted, facts }: Convergence): string {
  return encodeConfig(withKubernetesTags(wanted, active), minorOf(facts.version, newestMinor));
}

/**
 * Applies what is wanted; reboots in the fleet's order where that is needed. Answers what was done.
 * @throws DiagnosticError, TalosError
 */
export async function converge(
  machine: Machine,
  given: Convergence,
  { applyMode, rollout, alwaysReboot = false }: ConvergeOptions,
  context: WaitContext,
): Promise<string> {
  const { needingReboot, kind, action } = convergence(given, applyMode);
  if (kind === "none") return action;
  if (applyMode === "no_reboot" && needingReboot.length > 0) throw rebootRefused(machine, needingReboot);
  const config = sendable(given);
  context.progress(`applying the configuration of "${machine.name}"`);
  // A change that needs a reboot is kept for it: then the machine reboots in its turn, and not of itself.
  const isRebooted = kind === "apply and reboot" || (kind === "apply" && alwaysReboot);
  const mode = kind === "apply" && !isRebooted ? "NO_REBOOT" : "STAGED";
  await tellRefusal(machine, config, () => applyConfiguration(machine.node, { config, mode }, context));
  if (isRebooted) await rebootInTurn(machine, rollout, context);
  return action;
}

/** The mode "no_reboot" stands against a change. */
export function rebootRefused({ name }: Pick<Machine, "name">, paths: readonly string[]): DiagnosticError {
  return new DiagnosticError(
    "Change needs a reboot",
    `On "${name}", ${paths.join(", ")} only becomes active with a reboot, and apply_mode is "no_reboot". Set it to "auto" to reboot, or to "staged" to keep the change for the next boot.`,
    { path: path("apply_mode") },
  );
}

/** Turns Talos's own refusal into an error that names no secret of the configuration. */
export async function tellRefusal<T>(
  machine: Pick<Machine, "name">,
  config: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof TalosError) || error.code !== "invalid") throw error;
    throw new DiagnosticError(
      "Talos refuses the configuration",
      `The machine "${machine.name}" does not take its configuration: ${withoutSecrets(error.message, config)}.`,
      { path: path("machine_config") },
    );
  }
}
