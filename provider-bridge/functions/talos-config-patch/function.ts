import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { applyPatches, DecodeError, decodeConfig, encodeConfig, PatchError } from "../../talos-config";

/** `talos_config_patch(config, patches)`: a configuration with patches applied as Talos does. */
export const talosConfigPatch = defineFunction({
  summary: "Patches a Talos machine configuration",
  description:
    "Applies strategic merge patches (or JSON patches) to a machine configuration, in order and with Talos's rules, and returns the result as YAML. " +
    "A wrong patch is an error with its number, its line and the path.",
  parameters: [
    { name: "config", type: types.string, description: "The machine configuration as YAML, one or more documents." },
    { name: "patches", type: types.list(types.string), description: "The patches as YAML or JSON, one text each." },
  ],
  returns: types.string,
  call: (config, patches) => {
    try {
      return encodeConfig(applyPatches(decodeConfig(config), patches));
    } catch (error) {
      if (error instanceof PatchError) throw new FunctionError(error.message, 1, { cause: error });
      if (error instanceof DecodeError) throw new FunctionError(error.message, 0, { cause: error });
      throw error;
    }
  },
});
