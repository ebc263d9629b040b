/**
 * What the API answers: errors as Status objects, requests read from their path, answers in the form that was asked for.
 * Never here: what a kind does (kinds/), nor HTTP itself (server/).
 */
import type { JsonObject } from "../plain/json";
import { qualifiedName, type Resource } from "../schema/resource";

/** A refusal, as the Status object tells it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status. */
  readonly code: number;
  /** e.g. "NotFound"; "" where the server gives none. */
  readonly reason: string;
  /** undefined: no details at all. */
  readonly details: JsonObject | undefined;

  constructor(code: number, reason: string, message: string, details?: JsonObject) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** The body. */
  status(): JsonObject {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: this.message,
      ...(this.reason === "" ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** `details` of an object: name, group, kind. */
export function detailsOf(resource: Pick<Resource, "group">, name: string, kind: string): JsonObject {
  return { ...(name === "" ? {} : { name }), ...(resource.group === "" ? {} : { group: resource.group }), kind };
}

/** 404 */
export function notFound(resource: Resource, name: string): ApiError {
  const message = `${qualifiedName(resource)} "${name}" not found`;
  return new ApiError(404, "NotFound", message, detailsOf(resource, name, resource.name));
}

/** 400 */
export function badRequest(message: string): ApiError {
  return new ApiError(400, "BadRequest", message);
}

/** 409 */
export function conflict(resource: Resource, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`;
  return new ApiError(409, "Conflict", message, detailsOf(resource, name, resource.name));
}

/** 403 of admission: "pods "x" is forbidden: …" */
export function forbidden(resource: Resource, name: string, why: string, causes?: JsonObject[]): ApiError {
  const message = `${qualifiedName(resource)} "${name}" is forbidden: ${why}`;
  const details = { ...detailsOf(resource, name, resource.name), ...(causes === undefined ? {} : { causes }) };
  return new ApiError(403, "Forbidden", message, details);
}

/** 501, with what to do instead or why. */
export function notPlayed(what: string, instead: string): ApiError {
  return new ApiError(501, "NotImplemented", `${what} is not played by this sandbox: ${instead}`);
}

/** 405 */
export function methodNotAllowed(): ApiError {
  const message = "the server does not allow this method on the requested resource";
  return new ApiError(405, "MethodNotAllowed", message, {});
}
