import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { schematics } from "../../talos-config";

/** `talos_schematic_id(schematic)`: the Image Factory's id of a schematic. */
export const talosSchematicId = defineFunction({
  summary: "Id of a Talos Image Factory schematic",
  description:
    "Computes the id that the Talos Image Factory gives to a schematic, without asking it: the SHA-256 of its canonical form. " +
    "The order of extensions and kernel arguments counts, comments and spelling do not. Unknown fields are errors, as they are for the factory.",
  parameters: [
    {
      name: "schematic",
      type: types.string,
      description:
        "The schematic as YAML or JSON, for instance `customization: {systemExtensions: {officialExtensions: [siderolabs/qemu-guest-agent]}}`.",
    },
  ],
  returns: types.string,
  call: (schematic) => {
    const { SchematicError, schematicOf } = schematics();
    try {
      return schematicOf(schematic).id;
    } catch (error) {
      if (error instanceof SchematicError) throw new FunctionError(error.message, 0, { cause: error });
      throw error;
    }
  },
});
