/**
 * The tables of document types: what Talos's own types are, one text for each, syntax in schema/field.ts. No code
 * belongs here.
 */
export { clusterTypes } from "./cluster";
export { kubernetesTypes } from "./kubernetes";
export { legacyNetworkTypes } from "./legacy-network";
export { machineTypes } from "./machine";
export { networkTypes } from "./network";
export { secretsTypes } from "./secrets";
export { storageTypes } from "./storage";
export { systemTypes } from "./system";
export { talosconfigTypes } from "./talosconfig";
