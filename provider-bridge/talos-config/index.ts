/**
 * Talos configuration as a pure library: text and values in, text and values out. No I/O, no clock, no randomness
 * of its own, no Terraform; nothing of ours is imported. Parts that only some callers need are loaded on first use.
 */

export { DecodeError, type DecodeIssue, decodeConfig, describeIssue, nearest } from "./decode";
export {
  type ConfigChange,
  createPatches,
  diffConfigs,
  type HashOptions,
  hashConfig,
  isKubernetesImage,
  normalForm,
  sameConfigs,
  withKubernetesTags,
} from "./diff";
export {
  bringsNetworkPlugin,
  type ConfigDocument,
  documentLabel,
  kindSince,
  knownKinds,
  type MachineConfig,
  newestMinor,
} from "./documents";
export { encodeConfig, encodeDocument } from "./encode";
export type { GenerateInput, GenerateOptions, MachineType } from "./generate";
export { applyPatches, loadPatch, type Patch, PatchError } from "./patch";
export { redactConfig } from "./redact";
export type { CertificateAndKey, ClientCertificate, SecretsBundle } from "./secrets";
export { maxUserDataBytes, type UserDataBudget, userDataBudget } from "./user-data";
export type { Finding, ValidateOptions, ValidationMode } from "./validate";
export { compareVersions, newestContract, parseContract, parseVersion, type Version } from "./version";

/** Which versions go together. */
export function compatibility(): typeof import("./compatibility") {
  return require("./compatibility") as typeof import("./compatibility");
}

/** Base configurations. */
export function generation(): typeof import("./generate") {
  return require("./generate") as typeof import("./generate");
}

/** Schematic ids and image references. */
export function schematics(): typeof import("./schematic") {
  return require("./schematic") as typeof import("./schematic");
}

/** The secrets bundle and client certificates. */
export function secrets(): typeof import("./secrets") {
  return require("./secrets") as typeof import("./secrets");
}

/** The talosconfig file. */
export function talosconfig(): typeof import("./talosconfig") {
  return require("./talosconfig") as typeof import("./talosconfig");
}

/** Rules about what a configuration means. */
export function validation(): typeof import("./validate") {
  return require("./validate") as typeof import("./validate");
}

/** Certificates and keys. */
export function certificates(): typeof import("./x509") {
  return require("./x509") as typeof import("./x509");
}
