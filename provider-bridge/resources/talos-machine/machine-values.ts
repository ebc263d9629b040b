/** What stands in the state: planned values beside those that were read. Pure. */
import type { KnownConfigOf, PlannedOf } from "../../framework/schema/schema";
import { isUnknown } from "../../framework/values/unknown";
import type { MachineState } from "./machine";
import type { MachineFacts } from "./machine-facts";
import type { talosMachineSchema } from "./schema";

type Plan = PlannedOf<typeof talosMachineSchema>;
type Config = KnownConfigOf<typeof talosMachineSchema>;

/** Under this key private state holds hashes of the documents of a configuration that is not in the state itself. */
export const DOCUMENTS = "documents";
/** Under this key private state holds where control planes were seen last. */
export const CONTROL_PLANES = "control_planes";
/** Under this key private state holds the boot in which the machine was seen last. */
export const BOOT = "boot";

/** The base that is configured, in whichever way; "" where there is none. */
export function configuredBase({
  machine_config,
  machine_config_wo,
}: Pick<Config, "machine_config" | "machine_config_wo">): string {
  return machine_config ?? machine_config_wo ?? "";
}

/** The attributes that a machine tells. */
export function factsState(facts: MachineFacts) {
  const { version, schematicId, stage, hostname, addresses, active, persistent } = facts;
  return {
    talos_version: version,
    schematic_id: schematicId,
    stage,
    hostname,
    addresses: [...addresses],
    reboot_pending: active !== undefined && persistent !== active,
  };
}

/** A state as the plan wants it, with what was read; what the plan knew already stays as planned. */
export function reachedState(
  plan: Plan,
  config: Config,
  facts: MachineFacts,
  reached: { readonly config_sha256: string; readonly action: string },
): MachineState {
  const read = { ...factsState(facts), ...reached };
  return {
    ...plan,
    machine_config: isUnknown(plan.machine_config) ? config.machine_config : plan.machine_config,
    image: plannedOr(plan.image, config.image),
    talos_version: plannedOr(plan.talos_version, read.talos_version),
    schematic_id: plannedOr(plan.schematic_id, read.schematic_id),
    config_sha256: plannedOr(plan.config_sha256, read.config_sha256),
    stage: plannedOr(plan.stage, read.stage),
    hostname: plannedOr(plan.hostname, read.hostname),
    addresses: plannedList(plan.addresses, read.addresses),
    reboot_pending: plannedOr(plan.reboot_pending, read.reboot_pending),
    action: plannedOr(plan.action, read.action),
    drift: [],
  };
}

function plannedOr<T>(planned: T, read: Exclude<T, symbol | object> | null): Exclude<T, object> | null;
function plannedOr(planned: unknown, read: unknown): unknown {
  return isUnknown(planned) ? read : planned;
}

function plannedList(planned: Plan["addresses"], read: string[]): string[] | null {
  if (isUnknown(planned) || planned === null) return isUnknown(planned) ? read : null;
  return planned.filter((address): address is string => typeof address === "string");
}
