import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, member } from "../api";
import { flag, integer, numbersValue, text, textOrNull, texts } from "./values";
import type { Found } from "./verbs";

/** Ports that a service has where none is said. */
const STANDARD_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** A service as a create sends it: what is not set is left to the API. */
export function newService(plan: ValueMap): JsonObject {
  const protocol = text(plan, "protocol");
  const listenPort = integer(plan, "listen_port") || STANDARD_PORTS[protocol];
  const destinationPort = integer(plan, "destination_port");
  return {
    protocol,
    ...(listenPort === undefined ? {} : { listen_port: listenPort }),
    ...(destinationPort === 0 ? {} : { destination_port: destinationPort }),
    ...(flag(plan, "proxyprotocol") ? { proxyprotocol: true } : {}),
    ...blocks(plan),
  };
}

/** A service as an update sends it: whole. */
export function changedService(listenPort: number, plan: ValueMap): JsonObject {
  return {
    listen_port: listenPort,
    protocol: text(plan, "protocol"),
    destination_port: integer(plan, "destination_port"),
    proxyprotocol: flag(plan, "proxyprotocol"),
    ...blocks(plan),
  };
}

function blocks(plan: ValueMap): JsonObject {
  const [http, check] = [first(plan.get("http") ?? null), first(plan.get("health_check") ?? null)];
  return {
    ...(http === undefined ? {} : { http: httpBody(http) }),
    ...(check === undefined ? {} : { health_check: checkBody(check) }),
  };
}

function first(blocks: Value): ValueMap | undefined {
  const block: Value = Array.isArray(blocks) ? (blocks[0] ?? null) : null;
  return block instanceof Map ? block : undefined;
}

function httpBody(http: ValueMap): JsonObject {
  const certificates = numbersValue(http.get("certificates"));
  const filled = (name: string) => {
    const value = http.get(name) ?? null;
    return value === null || value === "" || value === 0 ? {} : { [name]: value };
  };
  return {
    ...filled("cookie_name"),
    ...filled("cookie_lifetime"),
    ...(certificates.length > 0 ? { certificates } : {}),
    redirect_http: flag(http, "redirect_http"),
    sticky_sessions: flag(http, "sticky_sessions"),
    ...filled("timeout_idle"),
  };
}

function checkBody(check: ValueMap): JsonObject {
  const http = first(check.get("http") ?? null);
  return {
    protocol: text(check, "protocol"),
    port: integer(check, "port"),
    interval: integer(check, "interval"),
    timeout: integer(check, "timeout"),
    retries: integer(check, "retries"),
    ...(http === undefined ? {} : { http: checkHttpBody(http) }),
  };
}

function checkHttpBody(http: ValueMap): JsonObject {
  const codes = texts(http.get("status_codes"));
  return {
    domain: text(http, "domain"),
    path: text(http, "path"),
    response: text(http, "response"),
    ...(codes.length > 0 ? { status_codes: codes } : {}),
    tls: flag(http, "tls"),
  };
}

/** A service of an answer as it is stored. */
export function foundService(loadBalancerId: string, service: JsonObject): Found {
  const http = service["http"] ?? null;
  return {
    id: `${loadBalancerId}__${String(service["listen_port"])}`,
    load_balancer_id: loadBalancerId,
    protocol: textOrNull(service["protocol"]),
    listen_port: Number(service["listen_port"]),
    destination_port: Number(service["destination_port"]),
    proxyprotocol: service["proxyprotocol"] === true,
    ...(http === null || service["protocol"] === "tcp" ? {} : { http: [httpValue(member(service, "http"))] }),
    health_check: [checkValue(member(service, "health_check"))],
  };
}

/** The `http` block of a service of an answer. */
export function httpValue(http: JsonObject): Value {
  return new Map<string, Value>([
    ["certificates", numbersValue(http["certificates"])],
    ["cookie_lifetime", numberOrNull(http["cookie_lifetime"])],
    ["cookie_name", textOrNull(http["cookie_name"])],
    ["redirect_http", http["redirect_http"] === true],
    ["sticky_sessions", http["sticky_sessions"] === true],
    ["timeout_idle", numberOrNull(http["timeout_idle"])],
  ]);
}

/** The `health_check` block of a service of an answer. */
export function checkValue(check: JsonObject): Value {
  const isHttp = check["protocol"] !== "tcp" && check["http"] !== null && check["http"] !== undefined;
  return new Map<string, Value>([
    ["http", isHttp ? [checkHttpValue(member(check, "http"))] : []],
    ["interval", numberOrNull(check["interval"])],
    ["port", numberOrNull(check["port"])],
    ["protocol", textOrNull(check["protocol"])],
    ["retries", numberOrNull(check["retries"])],
    ["timeout", numberOrNull(check["timeout"])],
  ]);
}

function checkHttpValue(http: JsonObject): Value {
  return new Map<string, Value>([
    ["domain", textOrNull(http["domain"]) ?? ""],
    ["path", textOrNull(http["path"]) ?? ""],
    ["response", textOrNull(http["response"]) ?? ""],
    ["status_codes", texts(http["status_codes"])],
    ["tls", http["tls"] === true],
  ]);
}

function numberOrNull(json: unknown): number | null {
  return typeof json === "number" ? json : null;
}
