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
  server_architecture: () => {
    const { serverArchitecture }: typeof import("./server-architecture/function") =
      require("./server-architecture/function");
    return serverArchitecture;
  },
  talos_config_diff: () => {
    const { talosConfigDiff }: typeof import("./talos-config-diff/function") = require("./talos-config-diff/function");
    return talosConfigDiff;
  },
  talos_config_patch: () => {
    const {
      talosConfigPatch,
    }: typeof import("./talos-config-patch/function") = require("./talos-config-patch/function");
    return talosConfigPatch;
  },
  talos_config_validate: () => {
    const {
      talosConfigValidate,
    }: typeof import("./talos-config-validate/function") = require("./talos-config-validate/function");
    return talosConfigValidate;
  },
  talos_image_url: () => {
    const { talosImageUrl }: typeof import("./talos-image-url/function") = require("./talos-image-url/function");
    return talosImageUrl;
  },
  talos_installer_image: () => {
    const {
      talosInstallerImage,
    }: typeof import("./talos-installer-image/function") = require("./talos-installer-image/function");
    return talosInstallerImage;
  },
  talos_schematic_id: () => {
    const { talosSchematicId }: typeof import("./talos-schematic-id/function") =
      require("./talos-schematic-id/function");
    return talosSchematicId;
  },
};
