/** What a plan knows: which configuration is wanted, what applying it takes, and what is refused. */
import { applyConfiguration, TalosError } from "../../clients/talos";
import type { ModifyPlanRequest, ValidateConfigRequest } from "../../framework/contract/resource-definition";
import type { Diagnostics } from "../../framework/diagnostics/diagnostic";
import type { ConfigOf, PlanOf } from "../../framework/schema/schema";
import { exactlyOneOf } from "../../framework/validators";
import { path } from "../../framework/values/path";
import { isUnknown, UNKNOWN } from "../../framework/values/unknown";
import { DecodeError, decodeConfig, PatchError } from "../../talos-config";
import { convergence, rebootRefused, sendable, tellRefusal } from "./converge";
import { effectiveText } from "./drift";
import {
  type Machine,
  type MachineState,
  machineOf,
  type TalosMachineSettings,
  type TalosMachineSurroundings,
} from "./machine";
import { readFacts } from "./machine-facts";
import type { talosMachineSchema } from "./schema";
import { systemDrift } from "./system-image";
import { type WantedConfig, wantedConfig } from "./wanted-config";

type Schema = typeof talosMachineSchema;
type Plan = PlanOf<Schema>;
type Request = ModifyPlanRequest<Schema>;

/** Checks what is known of a configuration. */
export function validateMachine({ config, diagnostics }: ValidateConfigRequest<Schema>): void {
  exactlyOneOf({ config, diagnostics }, "machine_config", "machine_config_wo");
  const { on_destroy: end } = config;
  if (!isUnknown(end) && end !== null && end.shutdown === true && end.reset === true) {
    diagnostics.error(
      "Machine cannot be shut down and reset",
      "A machine that is reset comes back in maintenance mode. Set only one of shutdown and reset.",
      path("on_destroy"),
    );
  }
  knownWanted(config, diagnostics);
}

/** The configuration, where all of it is known; what is wrong with it stands in the diagnostics. */
function knownWanted(config: ConfigOf<Schema>, diagnostics: Diagnostics): WantedConfig | undefined {
  const base = isUnknown(config.machine_config) ? undefined : (config.machine_config ?? config.machine_config_wo);
  const patches = config.config_patches ?? [];
  if (typeof base !== "string" || isUnknown(patches)) return undefined;
  const known = patches.filter((patch): patch is string => typeof patch === "string");
  if (known.length < patches.length) return undefined;
  try {
    const wanted = wantedConfig(base, known);
    const { role } = config;
    if (!isUnknown(role) && wanted.role !== role) {
      const detail = `The machine configuration is that of a ${wanted.role}, and role is "${role}".`;
      diagnostics.error("Configuration is for another role", detail, path("role"));
    }
    return wanted;
  } catch (error) {
    if (error instanceof PatchError) {
      const at = path("config_patches", Math.max(0, error.patch - 1));
      diagnostics.error("Patch cannot be applied", error.sentence(), at);
    } else if (error instanceof DecodeError) {
      const at = path(config.machine_config === null ? "machine_config_wo" : "machine_config");
      diagnostics.error("Machine configuration cannot be read", placesOf(error), at);
    } else throw error;
    return undefined;
  }
}

/** Messages of the decoder may quote values: places are enough. */
function placesOf({ issues }: DecodeError): string {
  const places = issues.map(({ line, path: at }) => `line ${line}${at === "" ? "" : ` at "${at}"`}`);
  return `It is no Talos machine configuration: ${places.join(", ")}.`;
}

/** Fills in what is known, refuses what cannot be done, and says what the update will do. */
export async function planMachine(
  request: Request,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings,
): Promise<Plan | undefined> {
  const { config, plan, state, diagnostics } = request;
  if (plan === null || config === null) return undefined;
  const wanted = knownWanted(config, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  // Null stays null where another resource's plan would say "known after apply".
  const given: Plan = {
    ...plan,
    machine_config: config.machine_config,
    image: config.image === null ? null : plan.image,
    config_sha256: wanted?.sha256 ?? UNKNOWN,
  };
  if (state === null) return { ...given, action: "apply" };
  return new UpdatePlan(request, state, given, wanted).make(settings, surroundings);
}

/** A plan for a machine that is there. */
class UpdatePlan {
  readonly #request: Request;
  readonly #state: MachineState;
  readonly #plan: Plan;
  readonly #wanted: WantedConfig | undefined;

  constructor(request: Request, state: MachineState, plan: Plan, wanted: WantedConfig | undefined) {
    this.#request = request;
    this.#state = state;
    this.#plan = plan;
    this.#wanted = wanted;
  }

  async make(settings: TalosMachineSettings, surroundings: TalosMachineSurroundings): Promise<Plan> {
    const spelled = this.#withPriorSpelling();
    this.#refuseOtherImage(spelled);
    if (this.#isSame() && !this.#hasWork(spelled)) {
      // What an import found stays until the user names an image, or something else is done.
      return { ...spelled, ...this.#unchanged(), image: spelled.image ?? this.#state.image };
    }
    const unknown = { stage: UNKNOWN, hostname: UNKNOWN, addresses: UNKNOWN, reboot_pending: UNKNOWN };
    const action = await this.#action(settings, surroundings);
    return { ...spelled, ...unknown, action };
  }

  /** Whether the same configuration is wanted as was applied, however it is written. */
  #isSame(): boolean {
    return this.#wanted !== undefined && this.#wanted.sha256 === this.#state.config_sha256;
  }

  /** Whether there is something to do all the same. */
  #hasWork({ apply_mode: mode }: Plan): boolean {
    const { drift, reboot_pending: isPending, apply_mode: before } = this.#state;
    return (drift ?? []).length > 0 || (isPending === true && mode !== before && mode !== "staged");
  }

  /** Another spelling of the same configuration changes nothing: Terraform takes what stood there before. */
  #withPriorSpelling(): Plan {
    const { machine_config: base, config_patches: patches } = this.#state;
    const { config } = this.#request;
    if (!this.#isSame()) return this.#plan;
    const isStored = config?.machine_config !== null;
    return {
      ...this.#plan,
      machine_config: isStored ? (base ?? this.#plan.machine_config) : base === "" ? "" : null,
      config_patches: patches,
    };
  }

  #unchanged(): Partial<Plan> {
    const { stage, hostname, addresses, reboot_pending, action, config_sha256, talos_version, schematic_id } =
      this.#state;
    return { stage, hostname, addresses, reboot_pending, action, config_sha256, talos_version, schematic_id };
  }

  /** Upgrades come with a later release: what is wanted must be what runs. */
  #refuseOtherImage({ image }: Plan): void {
    const { image: before, talos_version: version, schematic_id: schematicId, name } = this.#state;
    if (isUnknown(image) || image === null || image === before) return;
    const different = systemDrift({ version: version ?? "", schematicId }, image);
    if (different.length === 0) return;
    this.#request.diagnostics.error(
      "Machine cannot be upgraded yet",
      `On "${name}", ${different.join("; ")}. Rolling upgrades come with a later release of this provider. Until then, upgrade the machine by other means and set "image" afterwards, or replace its server.`,
      path("image"),
    );
  }

  /** What the update will do; asks the machine, where it answers, whether it takes the configuration. */
  async #action(settings: TalosMachineSettings, surroundings: TalosMachineSurroundings): Promise<Plan["action"]> {
    const { diagnostics, signal } = this.#request;
    const wanted = this.#wanted;
    const access = this.#plan.client_configuration;
    const apply = this.#plan.apply_mode;
    if (wanted === undefined || isUnknown(access) || isUnknown(apply) || diagnostics.hasErrors) return UNKNOWN;
    const { endpoint } = this.#plan;
    const machine = await machineOf(
      {
        ...this.#state,
        endpoint: isUnknown(endpoint) ? this.#state.endpoint : endpoint,
        client_configuration: knownAccess(access),
      },
      settings,
      { ...surroundings, signal },
    );
    try {
      return await this.#askedAction(machine, wanted, apply);
    } catch (error) {
      if (!(error instanceof TalosError)) throw error;
      return this.#unaskedAction(machine, error);
    }
  }

  async #askedAction(machine: Machine, wanted: WantedConfig, applyMode: string): Promise<Plan["action"]> {
    const { diagnostics, signal } = this.#request;
    const context = { ...this.#request, signal: AbortSignal.any([signal, AbortSignal.timeout(planMs)]) };
    const facts = await readFacts(machine.node, context);
    const text = effectiveText({ apply_mode: applyMode }, facts);
    if (text === undefined) return "apply";
    const given = { active: decodeConfig(text), wanted: wanted.config, facts };
    const { kind, action, needingReboot } = convergence(given, applyMode);
    this.#tellSystemDrift();
    if (kind === "none") return action;
    if (applyMode === "no_reboot" && needingReboot.length > 0) {
      diagnostics.add(rebootRefused(machine, needingReboot).diagnostic);
      return action;
    }
    const config = sendable(given);
    const answer = await tellRefusal(machine, config, () =>
      applyConfiguration(machine.node, { config, mode: "AUTO", dryRun: true }, context),
    );
    // Talos up to 1.13 knows better than our table; newer ones do not say.
    if (kind === "apply" && answer.mode === "REBOOT") return action.replace(/^apply/, "apply and reboot");
    return action;
  }

  /** What no update repairs is said before it is tried. */
  #tellSystemDrift(): void {
    const { talos_version: version, schematic_id: schematicId, name } = this.#state;
    const { image } = this.#plan;
    if (isUnknown(image)) return;
    for (const sentence of systemDrift({ version: version ?? "", schematicId }, image)) {
      const detail = `On "${name}", ${sentence}. No update repairs this until upgrades come with a later release: apply will end with an error. Set "image" to what runs, or bring the machine to what is wanted by other means.`;
      this.#request.diagnostics.warning("Machine runs another image", detail, path("image"));
    }
  }

  #unaskedAction({ name }: Machine, error: TalosError): Plan["action"] {
    const detail = `What the update of "${name}" takes cannot be asked: ${error.message}. It is found out when it is applied.`;
    this.#request.diagnostics.warning("Machine cannot be asked while planning", detail);
    return UNKNOWN;
  }
}

/** How long a machine may take to answer a plan, milliseconds. */
const planMs = 30_000;

function knownAccess(access: Plan["client_configuration"]): MachineState["client_configuration"] {
  if (access === null || isUnknown(access)) return null;
  const { ca_certificate: ca, client_certificate: certificate, client_key: key } = access;
  if (isUnknown(ca) || isUnknown(certificate) || isUnknown(key)) return null;
  return { ca_certificate: ca, client_certificate: certificate, client_key: key };
}
