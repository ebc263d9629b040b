/** Resources about the configuration: MachineConfigs and MachineTypes. */
import { config } from "../../../wire/talos-resources/generated/config";
import { type ResourceContent, resource, YamlText } from "../cosi";
import type { MachineKind } from "./machine-kind";

/** Up to here, the YAML of a configuration is the configuration; from the next on, it is a text that holds it. */
const lastMinorWithPlainYaml = 10;
const lastMinorWithMaintenanceConfig = 12;

/** The kinds of Talos 1.`minor`. */
export function configKinds(minor: number): MachineKind[] {
  return [
    {
      namespace: "config",
      type: "MachineConfigs.config.talos.dev",
      isSensitive: true,
      list: ({ machine }) => {
        const { active, partial, installation } = machine;
        const found: ResourceContent[] = [];
        if (active !== undefined) found.push(machineConfig("v1alpha1", active.text, minor));
        if (installation.configText !== null) found.push(machineConfig("persistent", installation.configText, minor));
        const isInMaintenance = active === undefined && partial !== undefined;
        if (isInMaintenance) {
          found.push(
            machineConfig(minor <= lastMinorWithMaintenanceConfig ? "maintenance" : "v1alpha1", partial.text, minor),
          );
        }
        return found;
      },
    },
    {
      namespace: "config",
      type: "MachineTypes.config.talos.dev",
      isSensitive: false,
      list: ({ machine }) => {
        const [word, machineType] = typeOf(machine.settings?.machineType);
        return [
          resource(config, "MachineTypeSpec", "machine-type", { machineType }, word, {
            owner: "config.MachineTypeController",
          }),
        ];
      },
    },
  ];
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
