/**
 * Functions that configurations call: pure, no cloud. The one visible list of them, loaded one by one.
 * Here belongs one folder a function (model.ts: the work, function.ts: its place in Terraform); never a client.
 */
import type { FunctionDefinition } from "../framework/contract/function-definition";
import type { Lazy } from "../framework/contract/provider";

/** Every function by its name. */
export const functions: Readonly<Record<string, Lazy<FunctionDefinition>>> = {
  rdns_name: () => {
    const { rdnsName }: typeof import("./rdns-name/function") = require("./rdns-name/function");
    return rdnsName;
  },
  talos_schematic_id: () => {
    const { talosSchematicId }: typeof import("./talos-schematic-id/function") =
      require("./talos-schematic-id/function");
    return talosSchematicId;
  },
};
