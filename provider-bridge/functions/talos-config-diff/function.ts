import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { DecodeError, decodeConfig, diffConfigs, type MachineConfig } from "../../talos-config";

/** `talos_config_diff(before, after)`: what differs between two configurations, without their secrets. */
export const talosConfigDiff = defineFunction({
  summary: "Compares two Talos machine configurations",
  description:
    "Lists what differs in meaning between two machine configurations, document by document: `path`, `before` and `after`, null where a side has nothing. " +
    "Spelling, order of keys and defaults that are written out make no difference. Secrets appear as a short hash.",
  parameters: [
    { name: "before", type: types.string, description: "A machine configuration as YAML." },
    { name: "after", type: types.string, description: "The machine configuration to compare it with." },
  ],
  returns: types.list(types.object({ path: types.string, before: types.string, after: types.string })),
  call: (before, after) =>
    diffConfigs(decoded(before, 0), decoded(after, 1)).map((change) => ({
      path: change.path,
      before: change.before ?? null,
      after: change.after ?? null,
    })),
});

function decoded(text: string, argument: number): MachineConfig {
  try {
    return decodeConfig(text);
  } catch (error) {
    if (error instanceof DecodeError) throw new FunctionError(error.message, argument, { cause: error });
    throw error;
  }
}
