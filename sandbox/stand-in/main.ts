/**
 * What Terraform starts in place of hetznercloud/hcloud: the composition root of the stand-in. Everything behind a
 * `require` is a file of its own in the built package, as in the provider of this project.
 */
import { isNodeRefused } from "../../provider-bridge/plugin/node-version";

if (!isNodeRefused(process)) {
  const { servePlugin }: typeof import("../../provider-bridge/plugin") = require("../../provider-bridge/plugin");
  void servePlugin({
    providerAddress: "registry.terraform.io/hetznercloud/hcloud",
    loadMethods: ({ logger, redactor }) => {
      const { createStandInMethods }: typeof import("./methods") = require("./methods");
      const hide = (secret: string) => redactor.add(secret);
      return createStandInMethods({ environment: process.env, log: logger, hide });
    },
  });
}
