/** An answer of the API that is no success. Decisions look at `code` (Hetzner's own words, for instance "not_found"). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(request: string, status: number, code: string, told: string) {
    super(`Cannot do ${request}: the API answered ${status} "${code}": ${told}`);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}
