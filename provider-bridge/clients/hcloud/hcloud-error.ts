/** What Hetzner refused, or why it could not be asked: one error class with a closed list of codes. */

import type { MakeMalformed } from "../transport";

/** The closed list of reasons; decisions look at it, never at a message. */
export type HcloudErrorCode =
  /** The token is wrong, missing, or may only read. */
  | "unauthorized"
  /** The project may not do this, or a limit of the project is reached. */
  | "forbidden"
  | "not_found"
  /** The name, or the key's fingerprint, is taken. */
  | "not_unique"
  /** Another change is under way (Hetzner's `conflict` and `locked`): worth another try. */
  | "busy"
  /** Delete protection is on. */
  | "protected"
  /** Out of stock: this type cannot be had in this location now. */
  | "out_of_stock"
  /** No host is left that the placement group allows. */
  | "placement"
  /** The hourly budget is used up. */
  | "rate_limited"
  /** A value of the request is wrong, or it does not fit the thing's state. */
  | "invalid"
  /** Hetzner is in maintenance or overloaded. */
  | "unavailable"
  /** An action began and failed. */
  | "action_failed"
  /** No answer; nothing was sent. */
  | "unreachable"
  /** No whole or readable answer: what was done is not known. */
  | "unclear"
  /** Anything else that Hetzner said. */
  | "refused";

/** What is known of a failure beside its code. */
export interface HcloudErrorDetails {
  /** Hetzner's own code, e.g. "resource_limit_exceeded", where it gave one. */
  readonly apiCode?: string;
  /** How long Hetzner asks to wait, milliseconds. */
  readonly waitMs?: number;
  readonly cause?: unknown;
}

/** A call of the Hetzner Cloud API that failed. Its message says what was tried, on what, and what came back. */
export class HcloudError extends Error {
  readonly code: HcloudErrorCode;
  /** Hetzner's own code, where it gave one. */
  readonly apiCode: string | undefined;
  /** How long Hetzner asks to wait, milliseconds. */
  readonly waitMs: number | undefined;

  constructor(code: HcloudErrorCode, message: string, details: HcloudErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "HcloudError";
    this.code = code;
    this.apiCode = details.apiCode;
    this.waitMs = details.waitMs;
  }
}

/** Makes the error of an answer that is not what the protocol says. */
export const unreadable: MakeMalformed = (message, { cause }) => new HcloudError("unclear", message, { cause });

/** Whether an error says that the thing is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof HcloudError && error.code === "not_found";
}
