/**
 * Hetzner's codes on which something is decided; see the API's own documentation of errors. What is not decided on is
 * `other`, with Hetzner's word in the message.
 */
const DECIDED_CODES = [
  "conflict",
  "firewall_already_applied",
  "firewall_resource_not_found",
  "load_balancer_already_attached",
  "load_balancer_not_attached_to_network",
  "locked",
  "must_be_unassigned",
  "no_subnet_available",
  "not_found",
  "protected",
  "rate_limit_exceeded",
  "resource_in_use",
  "server_already_attached",
  "server_not_attached_to_network",
  "service_error",
  "target_already_defined",
  "vswitch_id_already_used",
] as const;

/**
 * What went wrong: a code of Hetzner's, or one of ours. `unreachable`: nobody answered. `bare_answer`: an answer that is
 * not the API's, as a proxy gives it. `malformed_answer`: a success without what was asked for. `action_failed` and
 * `action_missing`: what was waited for. `timeout`: it took longer than anybody waits.
 */
export type ApiErrorCode =
  | (typeof DECIDED_CODES)[number]
  | "action_failed"
  | "action_missing"
  | "bare_answer"
  | "malformed_answer"
  | "other"
  | "timeout"
  | "unreachable";

/** What came back. */
export interface ApiErrorOptions {
  readonly code: ApiErrorCode;
  /** HTTP status of the answer. @default there was none */
  readonly status?: number;
  /** Hetzner's own sentence; the real provider looks into it in one place (subnets with servers attached). @default "" */
  readonly told?: string;
  /** What it comes from. @default nothing else */
  readonly cause?: unknown;
}

/** A request or an action that did not succeed. Decisions look at `code`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number | undefined;
  readonly told: string;

  constructor(message: string, { code, status, told = "", cause }: ApiErrorOptions) {
    super(message, { cause });
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.told = told;
  }
}

/** Hetzner's word as a code. */
export function apiErrorCode(word: string): ApiErrorCode {
  return DECIDED_CODES.find((code) => code === word) ?? "other";
}

/** Whether something failed with one of these codes. */
export function failedWith(error: unknown, ...codes: readonly ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
