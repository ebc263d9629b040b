/** A load balancer's service: what a request may say, and what Hetzner adds where it is silent. */
import type { HealthCheck, Service } from "../../world/load-balancer";
import { invalidInput } from "../api-error";
import { flag, integer, oneOf, text } from "../field-values";
import { listOf, object, optional, type Read, type Reader } from "../fields";

const port = integer(1, 65_535);

const healthCheckFields = object({
  protocol: optional(oneOf("tcp", "http")),
  port: optional(port),
  interval: optional(integer(3, 60)),
  timeout: optional(integer(1, 60)),
  retries: optional(integer(1, 5)),
  http: optional(
    object({
      domain: optional(text({ min: 0, max: 128 })),
      path: optional(text({ max: 256 })),
      response: optional(text({ min: 0, max: 256 })),
      status_codes: optional(listOf(text({ pattern: /^[1-5][0-9?][0-9?]$/ }), 20)),
      tls: optional(flag),
    }),
  ),
});

const httpFields = object({
  cookie_name: optional(text({ max: 100 })),
  cookie_lifetime: optional(integer(30, 86_400)),
  timeout_idle: optional(integer(30, 300)),
  sticky_sessions: optional(flag),
  redirect_http: optional(flag),
  certificates: optional(listOf(integer())),
});

/** Every field may be absent; see {@link newService} and {@link changedService} for what that means. */
export const serviceFields = {
  protocol: optional(oneOf("tcp", "http", "https")),
  listen_port: optional(port),
  destination_port: optional(port),
  proxyprotocol: optional(flag),
  health_check: optional(healthCheckFields),
  http: optional(httpFields),
};

/** A service as a request says it. */
export type WantedService = Read<typeof serviceFields>;
/** Reads one service in a list. */
export const serviceReader: Reader<WantedService> = object(serviceFields);

const defaultStatusCodes = ["2??", "3??"];

/** A service from what was asked. @throws ApiError invalid_input when something must be said and was not. */
export function newService(wanted: WantedService): Service {
  const { protocol } = wanted;
  if (protocol === undefined) throw missing("protocol");
  const listenPort = wanted.listen_port ?? (protocol === "http" ? 80 : protocol === "https" ? 443 : undefined);
  if (listenPort === undefined) throw missing("listen_port");
  const destinationPort = wanted.destination_port ?? (protocol === "tcp" ? undefined : 80);
  if (destinationPort === undefined) throw missing("destination_port");
  const blank: Service = {
    protocol,
    listenPort,
    destinationPort,
    proxyProtocol: false,
    healthCheck: {
      protocol: protocol === "tcp" ? "tcp" : "http",
      port: destinationPort,
      intervalSeconds: 15,
      timeoutSeconds: 10,
      retries: 3,
      http: null,
    },
    http: null,
  };
  return changedService(blank, wanted);
}

/** A service with some fields changed, the others kept. */
export function changedService(service: Service, wanted: WantedService): Service {
  const protocol = wanted.protocol ?? service.protocol;
  const changed: Service = {
    protocol,
    listenPort: service.listenPort,
    destinationPort: wanted.destination_port ?? service.destinationPort,
    proxyProtocol: wanted.proxyprotocol ?? service.proxyProtocol,
    healthCheck: changedHealthCheck(service.healthCheck, wanted.health_check),
    http: protocol === "tcp" ? null : changedHttp(service.http, wanted.http),
  };
  if (protocol === "https" && (changed.http?.certificateIds.length ?? 0) === 0) {
    throw invalidInput({ name: "http.certificates", message: "is required for protocol https" });
  }
  if (protocol !== "https" && (changed.http?.certificateIds.length ?? 0) > 0) {
    throw invalidInput({ name: "http.certificates", message: "is only allowed for protocol https" });
  }
  return changed;
}

function changedHealthCheck(check: HealthCheck, wanted: WantedService["health_check"]): HealthCheck {
  const protocol = wanted?.protocol ?? check.protocol;
  const http = protocol === "http" ? check.http : null;
  return {
    protocol,
    port: wanted?.port ?? check.port,
    intervalSeconds: wanted?.interval ?? check.intervalSeconds,
    timeoutSeconds: wanted?.timeout ?? check.timeoutSeconds,
    retries: wanted?.retries ?? check.retries,
    http:
      protocol === "http"
        ? {
            domain: wanted?.http?.domain ?? http?.domain ?? "",
            path: wanted?.http?.path ?? http?.path ?? "/",
            response: wanted?.http?.response ?? http?.response ?? "",
            statusCodes: wanted?.http?.status_codes ?? http?.statusCodes ?? defaultStatusCodes,
            tls: wanted?.http?.tls ?? http?.tls ?? false,
          }
        : null,
  };
}

function changedHttp(http: Service["http"], wanted: WantedService["http"]): NonNullable<Service["http"]> {
  return {
    cookieName: wanted?.cookie_name ?? http?.cookieName ?? "HCLBSTICKY",
    cookieLifetimeSeconds: wanted?.cookie_lifetime ?? http?.cookieLifetimeSeconds ?? 300,
    timeoutIdleSeconds: wanted?.timeout_idle ?? http?.timeoutIdleSeconds ?? 50,
    stickySessions: wanted?.sticky_sessions ?? http?.stickySessions ?? false,
    redirectHttp: wanted?.redirect_http ?? http?.redirectHttp ?? false,
    certificateIds: wanted?.certificates ?? http?.certificateIds ?? [],
  };
}

/** One entry of `services` of an answer. */
export function serviceShape(service: Service): unknown {
  const { healthCheck, http } = service;
  return {
    protocol: service.protocol,
    listen_port: service.listenPort,
    destination_port: service.destinationPort,
    proxyprotocol: service.proxyProtocol,
    health_check: {
      protocol: healthCheck.protocol,
      port: healthCheck.port,
      interval: healthCheck.intervalSeconds,
      timeout: healthCheck.timeoutSeconds,
      retries: healthCheck.retries,
      ...(healthCheck.http === null
        ? {}
        : {
            http: {
              domain: healthCheck.http.domain,
              path: healthCheck.http.path,
              response: healthCheck.http.response,
              status_codes: healthCheck.http.statusCodes,
              tls: healthCheck.http.tls,
            },
          }),
    },
    ...(http === null
      ? {}
      : {
          http: {
            cookie_name: http.cookieName,
            cookie_lifetime: http.cookieLifetimeSeconds,
            timeout_idle: http.timeoutIdleSeconds,
            sticky_sessions: http.stickySessions,
            redirect_http: http.redirectHttp,
            certificates: http.certificateIds,
          },
        }),
  };
}

function missing(name: string) {
  return invalidInput({ name, message: "Missing data for required field." });
}
