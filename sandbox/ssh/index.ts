/**
 * SSH on every sandbox server: the rescue system and stock Linux, with real SSH (ssh2), a shell close to bash and the
 * programs that an installer calls, byte-true on the server's disk. Never here: Hetzner's API, Talos, or any program
 * that no installer needs.
 */
export { Guest } from "./guest";
export type { Machine } from "./machine";
export { openSsh } from "./open-ssh";
