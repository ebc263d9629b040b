import { buildMachineConfig, checkMachineConfig, machineConfigInputs } from "../../attributes";
import { defineDataSource } from "../../framework/contract/define-data-source";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";

/** `hephaestus_talos_machine_config`: one configuration per role. */
export const talosMachineConfig = defineDataSource({
  schema: schema({
    description:
      "The Talos machine configuration of a role: generated as Talos does, patched, and checked as Talos checks it, while planning. " +
      "Nothing is asked over the network. Hand its inputs over through locals: a data source that refers directly to a resource with any " +
      "pending change is read only during apply, and every plan then says `(known after apply)`.",
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
      user_data_bytes: attribute(types.int64, {
        computed: true,
        description: "Size in bytes, without comments. Hetzner takes at most 32,768 bytes as user data.",
      }),
    },
  }),
  validate: ({ config, diagnostics }) => checkMachineConfig(config, diagnostics),
  read: async ({ config, diagnostics }) => {
    const built = buildMachineConfig(config, diagnostics);
    if (built !== undefined) return { ...config, ...built };
    throw new DiagnosticError("Machine configuration cannot be made", "The other errors say why.");
  },
});
