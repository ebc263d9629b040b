import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { serverArchitecture as architectureOf } from "./model";

/** `server_architecture(type)`: which image a server type boots. */
export const serverArchitecture = defineFunction({
  summary: "Architecture of a server type",
  description:
    "`arm64` for Hetzner's Arm servers (`cax…`), `amd64` for `cx…`, `cpx…` and `ccx…`: the architecture of the image that a server of this type boots. Hetzner is not asked.",
  parameters: [{ name: "type", type: types.string, description: "Name of a server type, for instance `cax11`." }],
  returns: types.string,
  call: (type) => {
    try {
      return architectureOf(type);
    } catch (error) {
      if (error instanceof RangeError) throw new FunctionError(error.message, undefined, { cause: error });
      throw error;
    }
  },
});
