/** One call, as those who answer it see it. */

/** Who calls. */
export interface Peer {
  /** IP address, as in "127.0.0.1". */
  readonly address: string;
  /** The caller was let in without a certificate: the endpoint has no client authority. */
  readonly maintenance: boolean;
  /** The organizations of its certificate, which Talos takes for its roles; none in maintenance. */
  readonly roles: readonly string[];
  /** Of its certificate; "" where there is none. */
  readonly commonName: string;
}

/** A call under way. */
export interface TalosCall {
  /** As in `/machine.MachineService/Version`. */
  readonly path: string;
  readonly peer: Peer;
  /** Text metadata by lower-case key; binary ones are left out. */
  readonly metadata: ReadonlyMap<string, readonly string[]>;
  /** Aborted when the caller cancels, its deadline passes, its connection is gone or the endpoint is closed. */
  readonly signal: AbortSignal;
  /** Ends the connection that the call came on, without a word. */
  cut(): void;
}

/** What befalls a call from outside: a fault, told by the endpoint's `before`. */
export interface Interference {
  /** The connection dies when so many messages of the answer are out; with 0 the work is done and nobody hears of it. */
  readonly cutAfterMessages: number;
}
