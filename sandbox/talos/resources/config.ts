/** Resources about the configuration: MachineConfigs and MachineTypes. */
import { config } from "../../../wire/talos-resources/generated/config";
import { type ResourceContent, resource, YamlText } from "../cosi";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { whenChanged } from "./when-changed";

/** Up to here, the YAML of a configuration is the configuration; from the next on, it is a text that holds it. */
const lastMinorWithPlainYaml = 10;
const lastMinorWithMaintenanceConfig = 12;

/** The kinds of Talos 1.`minor`. */
export function configKinds(minor: number): MachineKind[] {
  return [
    machineKind("config", "MachineConfigs.config.talos.dev", whenChanged(configTexts(minor), machineConfigs), {
      isSensitive: true,
    }),
    machineKind("config", "MachineTypes.config.talos.dev", machineType, { columns: { Type: "{@}" } }),
  ];
}

/** What the machine works with, and what it starts from at its next boot; in maintenance, what it has of either. */
interface ConfigTexts {
  readonly minor: number;
  readonly active: string | undefined;
  readonly persistent: string | null;
  readonly partial: string | undefined;
}

function configTexts(minor: number) {
  return ({ machine: { active, installation, partial } }: ResourceOwner): ConfigTexts => ({
    minor,
    active: active?.text,
    persistent: installation.configText,
    partial: partial?.text,
  });
}

function machineConfigs({ minor, active, persistent, partial }: ConfigTexts): ResourceContent[] {
  const found: ResourceContent[] = [];
  if (active !== undefined) found.push(machineConfig("v1alpha1", active, minor));
  if (persistent !== null) found.push(machineConfig("persistent", persistent, minor));
  if (active === undefined && partial !== undefined) {
    const id = minor <= lastMinorWithMaintenanceConfig ? "maintenance" : "v1alpha1";
    found.push(machineConfig(id, partial, minor));
  }
  return found;
}

function machineType({ machine }: ResourceOwner): ResourceContent[] {
  const [word, number] = typeOf(machine.settings?.machineType);
  const owner = "config.MachineTypeController";
  return [resource(config, "MachineTypeSpec", "machine-type", { machineType: number }, word, { owner })];
}

function machineConfig(id: string, text: string, minor: number): ResourceContent {
  const owner = id === "persistent" ? "config.PersistenceController" : "config.AcquireController";
  const yaml = minor <= lastMinorWithPlainYaml ? new YamlText(text) : text;
  return resource(config, "MachineConfigSpec", id, { yamlMarshalled: Buffer.from(text, "utf8") }, yaml, { owner });
}

function typeOf(machineType: "controlplane" | "worker" | undefined): [string, number] {
  if (machineType === undefined) return ["unknown", 0];
  return machineType === "controlplane" ? ["controlplane", 2] : ["worker", 3];
}
