/** Why a Kubernetes API could not be used: one error class with a closed list of codes. */

import type { MakeMalformed } from "../transport";

/** The closed list of reasons; decisions look at it, never at a message. */
export type KubernetesErrorCode =
  /** Nobody answers at any of the addresses: nothing was sent. */
  | "not_connected"
  /** The server is not of the cluster's CA, or does not take our certificate: nothing was sent. */
  | "not_trusted"
  /** No whole answer: what was done is not known. */
  | "unclear"
  /** 401, 403 */
  | "forbidden"
  /** 404 */
  | "not_found"
  /** 409: somebody else changed it, or it is there already. */
  | "conflict"
  /** 410: a watch or a list must begin anew. */
  | "expired"
  /** 429: a disruption budget does not allow it now, or too many requests. */
  | "too_many"
  /** 400, 422 */
  | "invalid"
  /** 500, 502, 503, 504: the server, or what it needs, is not well. */
  | "unavailable"
  /** The answer is not what the protocol says. */
  | "malformed"
  /** Anything else that the server said. */
  | "refused";

/** Makes the error of an answer that is not what the protocol says. */
export const malformed: MakeMalformed = (message, options) => new KubernetesError("malformed", message, options);

/** A call of a Kubernetes API that failed. Its message says what was tried, where, and what came back. */
export class KubernetesError extends Error {
  readonly code: KubernetesErrorCode;
  /** How long the server asks to wait, milliseconds. */
  readonly waitMs: number | undefined;

  constructor(code: KubernetesErrorCode, message: string, options: ErrorOptions & { readonly waitMs?: number } = {}) {
    super(message, options);
    this.name = "KubernetesError";
    this.code = code;
    this.waitMs = options.waitMs;
  }

  /** Whether another server of the same cluster may be asked instead, without harm. */
  get nothingSent(): boolean {
    return this.code === "not_connected" || this.code === "not_trusted";
  }
}
