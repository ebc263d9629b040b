/** Where a host's connections come from. */
import type { Client } from "ssh2";
import type { CallContext } from "../transport";
import type { SshTarget } from "./target";

/** Lends connections. */
export interface SshConnections {
  /** Runs something on a connection of this host, which stays open for as long as that takes. */
  using<T>(target: SshTarget, context: CallContext, work: (client: Client) => Promise<T>): Promise<T>;
}
