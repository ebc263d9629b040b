/**
 * What Terraform starts: the composition root of the provider. Everything behind a `require` is a file of its own in the
 * built package: the plugin's handshake first, what answers while Terraform dials, what computes when a call needs it.
 */
import { isNodeRefused } from "./plugin/node-version";

if (!isNodeRefused(process)) {
  const { servePlugin }: typeof import("./plugin") = require("./plugin");
  void servePlugin({
    providerAddress: "registry.terraform.io/yaklab/hephaestus",
    loadMethods: (context) => {
      const { methods }: typeof import("./methods") = require("./methods");
      return methods(context);
    },
  });
}
