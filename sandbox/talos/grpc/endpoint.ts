import type { KeyPair } from "../../pki";
import type { Answering } from "./connection";
import type { TalosMethod } from "./method";

/** What an address answers with: changed as a whole when a machine comes out of maintenance. */
export interface TalosEndpoint extends Pick<Answering, "before" | "forwarder"> {
  readonly methods: readonly TalosMethod[];
  /** The server's certificate and key. */
  readonly keyPair: KeyPair;
  /**
   * Authorities that may vouch for a client, PEM, any number. Undefined: nobody is asked for a certificate
   * (maintenance, and trustd).
   */
  readonly clientAuthoritiesPem: string | undefined;
  /** Talos up to 1.12 takes TLS 1.2, from 1.13 on 1.3 (its own TLS defaults). */
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  /** Whether a client certificate that is good for servers too is refused: always from Talos 1.12 on. */
  readonly clientUsageOnly: boolean;
}
