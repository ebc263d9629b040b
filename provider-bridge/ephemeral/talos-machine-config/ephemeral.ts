import { buildMachineConfig, checkMachineConfig, machineConfigInputs } from "../../attributes";
import { defineEphemeral } from "../../framework/contract/define-ephemeral";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";

/** Ephemeral `hephaestus_talos_machine_config`: the data source of that name, whose result is stored nowhere. */
export const ephemeralMachineConfig = defineEphemeral({
  schema: schema({
    description:
      "The Talos machine configuration of a role, as the data source of the same name makes it, but stored neither in plan nor in state. " +
      "It goes into write-only attributes.",
    attributes: {
      ...machineConfigInputs,
      machine_config: attribute(types.string, {
        computed: true,
        sensitive: true,
        description: "The configuration as YAML, one or more documents.",
      }),
      config_sha256: attribute(types.string, {
        computed: true,
        description: "Hash of what the configuration means: the same for every spelling of it.",
      }),
    },
  }),
  validate: ({ config, diagnostics }) => checkMachineConfig(config, diagnostics),
  open: async ({ config, diagnostics }) => {
    const built = buildMachineConfig(config, diagnostics);
    if (built === undefined) {
      throw new DiagnosticError("Machine configuration cannot be made", "The other errors say why.");
    }
    const { machine_config, config_sha256 } = built;
    return { result: { ...config, machine_config, config_sha256 } };
  },
});
