/** Create: find the machine, prove it, configure it, wait until it has come as far as it can. */
import type { CreateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { decodeConfig } from "../../talos-config";
import { actionText } from "./config-change";
import { converge } from "./converge";
import { lookAtMachine } from "./look-further";
import {
  type Machine,
  machineOf,
  rolloutOf,
  type TalosMachineSettings,
  type TalosMachineSurroundings,
} from "./machine";
import { settledFacts } from "./machine-facts";
import { configuredBase, reachedState } from "./machine-values";
import { proveName } from "./node-name";
import { removePredecessors } from "./predecessors";
import { proveInstance, provision } from "./provision";
import { reach } from "./reach";
import { reachStage } from "./reach-stage";
import { rememberMachine } from "./remember";
import type { talosMachineSchema } from "./schema";
import { systemDrift } from "./system-image";
import { type WantedConfig, wantedConfig } from "./wanted-config";

type Request = CreateRequest<typeof talosMachineSchema>;

/** Brings the machine of the plan into its cluster. */
export async function createMachine(
  request: Request,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings,
) {
  const { plan, config } = request;
  const wanted = wantedConfig(configuredBase(config), plan.config_patches);
  checkRole(wanted, plan.role);
  const machine = await machineOf(plan, settings, { ...surroundings, signal: request.signal });
  request.progress(`looking for "${machine.name}" at "${machine.endpoint}"`, lookAtMachine(machine));
  const reached = await reach(machine, request);
  if (reached.kind === "maintenance") await provision(machine, reached.maintenance, wanted, request);
  else await adopt(machine, wanted, request);
  if (machine.role === "controlplane") {
    machine.fleet.learn([{ name: machine.name, addresses: [machine.endpoint] }]);
  }
  await reachStage(machine, request, { mayWaitForBootstrap: true });
  const facts = await settledFacts(machine, request);
  await rememberMachine(machine, { wanted, facts }, request);
  for (const sentence of systemDrift(facts, plan.image === null ? null : config.image)) {
    request.diagnostics.warning(
      "Machine runs another image",
      `Of "${machine.name}", ${sentence}. Make its server from an image of the version that is wanted, or set "image" to what runs; upgrades come with a later release.`,
      path("image"),
    );
  }
  return {
    state: reachedState(plan, config, facts, { config_sha256: wanted.sha256, action: actionText("apply", []) }),
  };
}

/** A configuration that is for another role would make a machine that this resource cannot look after. */
export function checkRole({ role: found }: WantedConfig, role: string): void {
  if (found === role) return;
  throw new DiagnosticError(
    "Configuration is for another role",
    `The machine configuration is that of a ${found}, and role is "${role}". Give the configuration of the role.`,
    { path: path("role") },
  );
}

/** One that has a configuration of this cluster already: an earlier try was cut off, or its user data brought it. */
async function adopt(machine: Machine, wanted: WantedConfig, request: Request): Promise<void> {
  const { plan } = request;
  const facts = await settledFacts(machine, request);
  proveInstance(machine, facts.instanceId);
  await proveName(machine, wanted.config, request);
  await removePredecessors(machine, { addresses: facts.addresses }, request);
  if (facts.active === undefined) return;
  const active = decodeConfig(facts.active);
  const options = { applyMode: plan.apply_mode, rollout: rolloutOf(plan.rollout) };
  await converge(machine, { active, wanted: wanted.config, facts }, options, request);
}
