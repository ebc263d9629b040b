/**
 * Talos machines over their API, with the cluster's credentials or in maintenance mode.
 * Here belongs how they are reached, told apart and asked; never what a resource makes of the answers.
 */
export { getReadyToConnect } from "./channel";
export { type EncodedCredential, readCredential, type TalosCredential } from "./credential";
export { listDisks, type TalosDisk } from "./disks";
export * from "./etcd-calls";
export * from "./file-calls";
export { ipText, kinds, STAGES } from "./kinds";
export * from "./machine-calls";
export { type MaintenanceMachine, maintenanceMachine } from "./maintenance";
export * from "./resources";
export { TalosError, type TalosErrorCode } from "./talos-error";
export type { TalosNode } from "./talos-node";
export { TalosPool } from "./talos-pool";
