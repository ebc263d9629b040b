/** A load balancer with its services, targets and what its health checks last saw. */

export interface HealthCheck {
  protocol: "tcp" | "http";
  port: number;
  intervalSeconds: number;
  timeoutSeconds: number;
  retries: number;
  http: { domain: string | null; path: string; response: string; statusCodes: string[]; tls: boolean } | null;
}

/** A port that the balancer serves; unique by `listenPort`. */
export interface Service {
  protocol: "tcp" | "http" | "https";
  listenPort: number;
  destinationPort: number;
  proxyProtocol: boolean;
  healthCheck: HealthCheck;
  /** Null for protocol tcp. */
  http: {
    cookieName: string;
    cookieLifetimeSeconds: number;
    timeoutIdleSeconds: number;
    stickySessions: boolean;
    redirectHttp: boolean;
    certificateIds: number[];
  } | null;
}

/** Who gets the traffic. */
export type Target =
  | { type: "server"; serverId: number; usePrivateIp: boolean }
  | { type: "label_selector"; selector: string; usePrivateIp: boolean }
  | { type: "ip"; ip: string };

/** What the last check of one target for one service said. */
export interface TargetHealth {
  status: "healthy" | "unhealthy" | "unknown";
  detail: string;
  httpStatusCode: number | null;
}

/** A load balancer; ids refer to the other maps of the world's state. */
export interface LoadBalancer {
  id: number;
  name: string;
  createdMs: number;
  typeId: number;
  locationId: number;
  algorithm: "round_robin" | "least_connections";
  ipv4: string;
  ipv6: string;
  ipv4DnsPtr: string | null;
  ipv6DnsPtr: string | null;
  /** Primary IPs it was made with (since 2026-10-05), or null for addresses of its own. */
  primaryIpv4Id: number | null;
  primaryIpv6Id: number | null;
  publicInterface: boolean;
  privateNet: { networkId: number; ip: string } | null;
  services: Service[];
  targets: Target[];
  /** Keyed `<server id or ip>:<listen port>`. */
  health: Record<string, TargetHealth>;
  protection: { delete: boolean };
  labels: Record<string, string>;
}
