/**
 * Hosts over SSH: rescue systems and kubeadm machines.
 * Here belongs how commands, scripts and files get there and back; never what they do: that is the resource's.
 */
export type { CommandInput, CommandResult } from "./execute";
export { HostKeyPin } from "./host-key-pin";
export { type OpenSshKeyPair, temporaryKeyPair } from "./openssh-key";
export { shellWord } from "./shell-word";
export { SshError, type SshErrorCode } from "./ssh-error";
export type { NamedCommand, SshHost } from "./ssh-host";
export { SshPool } from "./ssh-pool";
export type { SshTarget } from "./target";
