/** Starts the mini provider, as provider-bridge/main.ts starts the product. */
import { nodeTooOldSentence } from "../../provider-bridge/plugin/node-version";

const tooOld = nodeTooOldSentence(process.version);
if (tooOld === "") {
  const { servePlugin }: typeof import("../../provider-bridge/plugin") = require("../../provider-bridge/plugin");
  void servePlugin({
    providerAddress: "registry.terraform.io/bench/mini",
    loadMethods: (context) => {
      const { miniMethods }: typeof import("./methods") = require("./methods");
      return miniMethods(context);
    },
  });
} else {
  console.error(tooOld);
  process.exitCode = 1;
}
