/** What Hetzner says when it refuses: one code, one sentence, always with details. */

/** Hetzner's error codes that this door uses, with their HTTP status (API reference and the tables of the facts). */
const statusOfCode = {
  json_error: 400,
  unauthorized: 401,
  forbidden: 403,
  resource_limit_exceeded: 403,
  not_found: 404,
  firewall_resource_not_found: 404,
  method_not_allowed: 405,
  uniqueness_error: 409,
  conflict: 409,
  deprecated_api_endpoint: 410,
  resource_unavailable: 412,
  source_port_already_used: 412,
  primary_ip_version_mismatch: 412,
  invalid_input: 422,
  service_error: 422,
  unsupported_error: 422,
  resource_in_use: 422,
  must_be_unassigned: 422,
  placement_error: 422,
  server_not_stopped: 422,
  already_in_placement_group: 422,
  server_already_attached: 422,
  server_already_added: 422,
  ip_not_available: 422,
  no_subnet_available: 422,
  networks_overlap: 422,
  vswitch_id_already_used: 422,
  invalid_server_type: 422,
  invalid_load_balancer_type: 422,
  firewall_already_applied: 422,
  firewall_managed_by_label_selector: 422,
  private_net_only_server: 422,
  load_balancer_already_attached: 422,
  load_balancer_not_attached_to_network: 422,
  load_balancer_public_interface_disabled: 422,
  server_not_attached_to_network: 422,
  targets_without_use_private_ip: 422,
  target_already_defined: 422,
  ip_not_owned: 422,
  primary_ip_assigned: 422,
  primary_ip_already_assigned: 422,
  primary_ip_datacenter_mismatch: 422,
  server_has_ipv4: 422,
  server_has_ipv6: 422,
  server_is_load_balancer_target: 422,
  floating_ip_assigned: 422,
  volume_already_attached: 422,
  no_space_left_in_location: 422,
  locked: 423,
  protected: 423,
  rate_limit_exceeded: 429,
  server_error: 500,
  not_implemented: 501,
  bad_gateway: 502,
  unavailable: 503,
  timeout: 504,
} as const;

/** The closed list of codes; each has one HTTP status. */
export type ErrorCode = keyof typeof statusOfCode;

/** A refusal; the door turns it into the answer. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>> | null;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; status?: number } = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = options.status ?? statusOfCode[code];
    this.details = options.details ?? null;
  }

  /** The body of the answer. `details` is always there: the hcloud provider crashes without it. */
  body(): { error: { code: string; message: string; details: unknown } } {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}

/** What is wrong with one field of a request. */
export interface FieldProblem {
  name: string;
  message: string;
}

/** 422 invalid_input about one or more fields. */
export function invalidInput(...problems: FieldProblem[]): ApiError {
  const byName = new Map<string, string[]>();
  for (const { name, message } of problems) byName.set(name, [...(byName.get(name) ?? []), message]);
  const names = [...byName.keys()].map((name) => `'${name}'`).join(", ");
  const first = problems[0]?.message ?? "is invalid";
  const message = byName.size === 1 ? `invalid input in field ${names}: ${first}` : `invalid input in fields ${names}`;
  const fields = [...byName].map(([name, messages]) => ({ name, messages }));
  return new ApiError("invalid_input", message, { details: { fields } });
}

/** 404 about a thing by id. `noun` is the API's singular. */
export function notFound(noun: string, id: number | string): ApiError {
  return new ApiError("not_found", `${noun} with ID '${id}' not found`);
}

/** 409 about a value that someone else has already. */
export function notUnique(field: string, message = `${field} is already used`): ApiError {
  return new ApiError("uniqueness_error", message, { details: { fields: [{ name: field }] } });
}
