/** Checks requests and answers against Hetzner's OpenAPI document, where it is on this machine. */
import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { oracle } from "../oracles";

/** What passed over the wire. */
export interface Exchange {
  method: string;
  /** Below /v1, without query. */
  path: string;
  requestBody: unknown;
  status: number;
  responseBody: unknown;
}

/**
 * Where today's API differs from the document (June 2026): complaint → reason. A complaint that is not listed is a
 * failure.
 */
const reasonedDifferences: readonly { at: RegExp; reason: string }[] = [
  { at: /datacenter/, reason: "datacenter left server and primary IP on 2026-07-01" },
  {
    at: /^POST \/load_balancers(\/\{id\}\/actions\/add_service)? request/,
    reason: "the document wants every member of a service; the real provider sends few (recorded), the API fills in",
  },
  {
    at: /^POST \/(primary_ips|floating_ips) 201\/action/,
    reason: "an address that is given to nobody comes with action null (recorded)",
  },
  {
    at: /^POST \/(primary|floating)_ips\/\{id\}\/actions\/change_protection request: must have required property 'delete'/,
    reason: "the document wants it for these two alone; nothing given changes nothing, as for every other resource",
  },
  {
    at: /request\/(image|server_type|iso|location|load_balancer_type|ssh_keys\/\d+): must be string/,
    reason: "Hetzner's Go and Python clients send ids as numbers there (npm run peers)",
  },
  {
    at: /actions\/update_service request\/health_check: must have required property/,
    reason: "what is left out of an update stays as it is: Hetzner's CLI sends the changed members alone",
  },
  { at: /assignee_type/, reason: "assignee_type is optional, and unassigned, since 2026-09-23" },
];

const documentPath = oracle("hetzner/openapi.json");
/** False where the oracles are not on this machine: nothing is checked then. */
export const openapiIsThere = documentPath !== undefined;
const document = documentPath === undefined ? new Json({}) : new Json(JSON.parse(readFileSync(documentPath, "utf8")));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
const validators = new Map<string, ValidateFunction | null>();

/** Every operation in the document, as "GET /servers/{id}". */
export function documentedOperations(): string[] {
  return document
    .get("paths")
    .entries()
    .flatMap(([path, methods]) =>
      methods
        .entries()
        .filter(([method]) => ["get", "post", "put", "delete"].includes(method))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
}

/** What is wrong with an exchange by the document; empty without the document. */
export function complaints(exchange: Exchange): string[] {
  if (!openapiIsThere) return [];
  const template = templateOf(exchange.path);
  if (template === undefined) return [];
  const at = `${exchange.method} ${template}`;
  const operation = document.get("paths").get(template).get(exchange.method.toLowerCase());
  if (operation.isNull) return [];
  const found: string[] = [];
  if (exchange.status < 300) {
    const request = operation.get("requestBody").get("content").get("application/json").get("schema");
    if (exchange.requestBody !== undefined) found.push(...checkRequest(at, request, exchange.requestBody));
    const response = operation.get("responses").get(String(exchange.status));
    const isNewer = template === "/load_balancers/{id}" && exchange.method === "DELETE" && exchange.status === 201;
    if (response.isNull && !isNewer) found.push(`${at}: status ${exchange.status} is not in the document`);
    const schema = response.get("content").get("application/json").get("schema");
    found.push(...check(`${at} ${exchange.status}`, schema, exchange.responseBody));
  } else {
    const refusal = operation.get("responses").get("4xx").get("content").get("application/json").get("schema");
    found.push(...check(`${at} 4xx`, refusal, exchange.responseBody));
  }
  return found;
}

/** What is null counts as not given, where the document does not say that it may be null. */
function checkRequest(at: string, schema: Json, body: unknown): string[] {
  const found = check(`${at} request`, schema, body);
  return found.length === 0 ? found : check(`${at} request`, schema, withoutNulls(body));
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));
}

function check(name: string, schema: Json, value: unknown): string[] {
  if (schema.isNull) return [];
  let validate = validators.get(name);
  if (validate === undefined) {
    validate = ajv.compile(asJsonSchema(schema.value));
    validators.set(name, validate);
  }
  if (validate === null || validate(value)) return [];
  return (validate.errors ?? [])
    .map((error) => `${name}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`)
    .filter((line) => !reasonedDifferences.some(({ at }) => at.test(line)));
}

/** OpenAPI 3.0 says `nullable`, JSON Schema says `null` is a type. */
function asJsonSchema(value: unknown): Record<string, unknown> {
  const converted = convert(value);
  return typeof converted === "object" && converted !== null ? { ...converted } : {};
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "nullable" && name !== "discriminator");
  const schema = Object.fromEntries(entries.map(([name, entry]) => [name, convert(entry)]));
  const nullable = "nullable" in value && value.nullable === true;
  return nullable ? { anyOf: [schema, { type: "null" }] } : schema;
}

function templateOf(path: string): string | undefined {
  const parts = path.split("/");
  const fits = (template: string) => {
    const wanted = template.split("/");
    return (
      wanted.length === parts.length && wanted.every((part, index) => part.startsWith("{") || part === parts[index])
    );
  };
  const found = document
    .get("paths")
    .entries()
    .map(([template]) => template)
    .filter(fits);
  return found.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}
