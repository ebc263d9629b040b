/** Whom to reach and how. */
import type { HostKeyPin } from "./host-key-pin";

/** A host. */
export interface SshTarget {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** OpenSSH or PEM text, not encrypted. */
  readonly privateKey: string;
  /** One pin for the whole operation. */
  readonly hostKey: HostKeyPin;
  /** How long one connection attempt may take, milliseconds. */
  readonly timeoutMs: number;
  /** How often a connection is tried, at least 1. */
  readonly attempts: number;
  /** Whether commands share a connection. */
  readonly reuse: boolean;
}

/** `user@host:port`, for messages. */
export function targetText({ user, host, port }: SshTarget): string {
  return `${user}@${host}:${port}`;
}
