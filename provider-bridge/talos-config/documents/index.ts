/** The kinds of documents by version and the tables of their fields; no text is read or written here. */
export { conflictingKinds } from "./conflicts";
export {
  type ConfigDocument,
  documentLabel,
  documentsOfKind,
  legacyDocument,
  type MachineConfig,
} from "./document";
export { type KindSpec, kindSince, kindSpec, knownKinds, legacyKind, legacyType, newestMinor } from "./kinds";
export { bringsNetworkPlugin } from "./network-plugin";
export { documentSpec, type StructSpec, structSpec } from "./registry";
export { isZero } from "./zero";
