/** Starts the kitchen sink, as provider-bridge/main.ts starts the product. */
import { isNodeRefused } from "../../provider-bridge/plugin/node-version";

if (!isNodeRefused(process)) {
  const { servePlugin }: typeof import("../../provider-bridge/plugin") = require("../../provider-bridge/plugin");
  void servePlugin({
    providerAddress: "registry.terraform.io/bench/sink",
    loadMethods: (context) => {
      const { sinkMethods }: typeof import("./methods") = require("./methods");
      return sinkMethods(context);
    },
  });
}
