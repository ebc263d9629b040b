/**
 * Attributes that several resources, data sources and ephemeral resources share: their types, and what they mean in the
 * terms of talos-config. Here belongs what would otherwise be written twice; never a whole resource, never I/O.
 */
export {
  type ClientCertificateRequest,
  type ClientConfiguration,
  clientConfigurationType,
  type IssuedClient,
  issueClient,
} from "./client-configuration";
export { clusterOfImportId, type ImportedCluster } from "./cluster-import-id";
export {
  clientConfigurationAttribute,
  clusterAttribute,
  controlPlanesAttribute,
  endpointAttribute,
  workersAttribute,
} from "./cluster-inputs";
export { dayStart } from "./day-start";
export {
  type BuiltMachineConfig,
  buildMachineConfig,
  checkMachineConfig,
  type KnownMachineConfigInputs,
  type MachineConfigInputs,
  machineConfigInputs,
} from "./machine-config";
export { fromBundle, type MachineSecrets, machineSecretsType, toBundle } from "./machine-secrets";
export { type TalosAccess, type TalosAccessSettings, type TalosAccessSurroundings, talosAccess } from "./talos-access";
export { type TalosconfigRequest, talosconfigText } from "./talosconfig-text";
export { contractSemantics, contractText, defaultContract, versionContract } from "./version-contract";
