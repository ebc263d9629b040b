import { defineFunction } from "../../framework/contract/define-function";
import { types } from "../../framework/schema/types";
import { DecodeError, decodeConfig, validation } from "../../talos-config";

/** `talos_config_validate(config)`: what Talos would say of a configuration. */
export const talosConfigValidate = defineFunction({
  summary: "Checks a Talos machine configuration",
  description:
    "Tells what Talos would refuse in a machine configuration (`severity` is `error`) and what it would warn of (`warning`): " +
    "unknown keys, values of the wrong kind, and rules about what belongs together. The list is empty for a good configuration.",
  parameters: [
    { name: "config", type: types.string, description: "The machine configuration as YAML, one or more documents." },
  ],
  returns: types.list(
    types.object({ severity: types.string, document: types.string, path: types.string, message: types.string }),
  ),
  call: (config) => {
    try {
      return validation()
        .validateConfig(decodeConfig(config))
        .map(({ severity, document, path, message }) => ({ severity, document, path, message }));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      return error.issues.map(({ path, message, line, column }) => ({
        severity: "error",
        document: "",
        path,
        message: `line ${line}, column ${column}: ${message}`,
      }));
    }
  },
});
