/** Starts the mini provider, as provider-bridge/main.ts starts the product. */
import { isNodeRefused } from "../../provider-bridge/plugin/node-version";

if (!isNodeRefused(process)) {
  const { servePlugin }: typeof import("../../provider-bridge/plugin") = require("../../provider-bridge/plugin");
  void servePlugin({
    providerAddress: "registry.terraform.io/bench/mini",
    loadMethods: (context) => {
      const { miniMethods }: typeof import("./methods") = require("./methods");
      return miniMethods(context);
    },
  });
}
