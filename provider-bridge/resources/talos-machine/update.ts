/** Update: the configuration that is wanted, in the fleet's order where it takes a reboot. */
import { type MaintenanceMachine, TalosError } from "../../clients/talos";
import { until } from "../../fleet";
import type { IdentitySchema } from "../../framework/contract/identity";
import type { UpdateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { isUnknown } from "../../framework/values/unknown";
import { decodeConfig } from "../../talos-config";
import { reboots } from "./config-change";
import { converge, convergence } from "./converge";
import { checkRole } from "./create";
import { effectiveText } from "./drift";
import { lookAtMachine } from "./look-further";
import {
  type Machine,
  machineOf,
  rolloutOf,
  type TalosMachineSettings,
  type TalosMachineSurroundings,
} from "./machine";
import { type MachineFacts, settledFacts } from "./machine-facts";
import { CONTROL_PLANES, configuredBase, DOCUMENTS, reachedState } from "./machine-values";
import { proveInstance, provision } from "./provision";
import { lookOnce } from "./reach";
import { reachStage } from "./reach-stage";
import { liftCordon } from "./reboot-in-turn";
import { rememberMachine } from "./remember";
import { rememberedControlPlanes } from "./remembered";
import type { talosMachineSchema } from "./schema";
import { systemDrift } from "./system-image";
import { type WantedConfig, wantedConfig } from "./wanted-config";

type Request = UpdateRequest<typeof talosMachineSchema, IdentitySchema>;

/** Brings the machine to what the plan says. */
export async function updateMachine(
  request: Request,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings,
) {
  const { plan, config, state, privateState, diagnostics } = request;
  const wanted = wantedConfig(configuredBase(config), plan.config_patches);
  checkRole(wanted, plan.role);
  if (isOnRecord(request, wanted)) return { state: recorded(request) };
  const machine = await machineOf(plan, settings, { ...surroundings, signal: request.signal });
  machine.fleet.learn(rememberedControlPlanes(privateState.get(CONTROL_PLANES)));
  request.progress(`looking for "${machine.name}" at "${machine.endpoint}"`, lookAtMachine(machine));
  const maintenance = await found(machine, request);
  const done =
    maintenance === undefined
      ? await reconfigure(machine, wanted, request)
      : await provisionAgain(machine, maintenance, wanted, request);
  const facts = await settledFacts(machine, request);
  await rememberMachine(machine, { wanted, facts }, request);
  for (const sentence of systemDrift(facts, config.image)) {
    diagnostics.error(
      "Machine cannot be upgraded yet",
      `On "${state.name}", ${sentence}. Everything else is as it should be. Rolling upgrades come with a later release: set "image" to what runs, or bring the machine to what is wanted by other means.`,
      path("image"),
    );
  }
  return { state: reachedState(plan, config, facts, { config_sha256: wanted.sha256, action: done }) };
}

/** Where nothing but what is written down changes, the machine is not asked for anything. */
function isOnRecord({ plan, state }: Request, wanted: WantedConfig): boolean {
  return wanted.sha256 === state.config_sha256 && !isUnknown(plan.stage);
}

function recorded({ plan, config, state, privateState }: Request) {
  if (config.machine_config !== null) privateState.delete(DOCUMENTS);
  const { stage, hostname, addresses, reboot_pending, action, config_sha256, talos_version, schematic_id } = state;
  const read = { stage, hostname, addresses, reboot_pending, action, config_sha256, talos_version, schematic_id };
  const machine_config = isUnknown(plan.machine_config) ? config.machine_config : plan.machine_config;
  return {
    ...state,
    ...plan,
    ...read,
    machine_config,
    image: isUnknown(plan.image) ? config.image : plan.image,
    drift: [],
  };
}

/** Undefined for a machine with a configuration; one that has lost it waits in maintenance mode. */
async function found(machine: Machine, request: Request): Promise<MaintenanceMachine | undefined> {
  return until(machine.clients.clock, request, async () => {
    try {
      const reached = await lookOnce(machine, request);
      return { done: reached.kind === "maintenance" ? reached.maintenance : undefined };
    } catch (error) {
      if (!(error instanceof TalosError) || !error.mayPass) throw error;
      return { seen: `waiting for the Talos API of "${machine.name}": ${error.message}` };
    }
  });
}

async function provisionAgain(
  machine: Machine,
  maintenance: MaintenanceMachine,
  wanted: WantedConfig,
  request: Request,
): Promise<string> {
  await provision(machine, maintenance, wanted, request);
  await reachStage(machine, request, { mayWaitForBootstrap: true });
  return "apply";
}

async function reconfigure(machine: Machine, wanted: WantedConfig, request: Request): Promise<string> {
  const { plan } = request;
  const facts = await settledFacts(machine, request);
  proveInstance(machine, facts.instanceId);
  const given = { active: decodeConfig(textOf(plan.apply_mode, facts)), wanted: wanted.config, facts };
  const { action, kind } = convergence(given, plan.apply_mode);
  refuseSurprise(machine, plan.action, action);
  const alwaysReboot = kind === "apply" && typeof plan.action === "string" && reboots(plan.action);
  const options = { applyMode: plan.apply_mode, rollout: rolloutOf(plan.rollout), alwaysReboot };
  const done = await converge(machine, given, options, request);
  if (facts.isCordonedByUs) await liftCordon(machine, request);
  return done;
}

function textOf(applyMode: string, facts: MachineFacts): string {
  const text = effectiveText({ apply_mode: applyMode }, facts);
  if (text !== undefined) return text;
  throw new DiagnosticError(
    "Machine has no configuration",
    "It answers the cluster's credentials, and says that it has no configuration. Look at it with talosctl.",
  );
}

/** A reboot that nobody saw in the plan does not happen. */
function refuseSurprise({ name }: Machine, planned: unknown, found: string): void {
  if (typeof planned !== "string" || reboots(planned) || !reboots(found)) return;
  throw new DiagnosticError(
    "Machine has changed since the plan",
    `The plan for "${name}" was "${planned}", and now it would be "${found}". Plan again.`,
  );
}
