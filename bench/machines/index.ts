/**
 * A cluster of many machines on a sandbox, in the state of our provider and of Talos's own.
 * Here belongs how the two are made alike; never what is measured on them.
 */
export { type MachineWorkspace, prepareMachineWorkspaces } from "./workspaces";
