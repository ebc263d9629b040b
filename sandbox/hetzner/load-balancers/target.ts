/** A load balancer's targets: servers, all servers with a label, addresses. */
import type { World } from "../../world";
import { serversSelected } from "../../world/applied-firewalls";
import { parseIp } from "../../world/ip";
import { parseSelector } from "../../world/label-selector";
import type { LoadBalancer, Target } from "../../world/load-balancer";
import { ApiError, invalidInput, notFound } from "../api-error";
import { flag, integer, oneOf, text } from "../field-values";
import { FieldError, object, optional, type Reader } from "../fields";

const selector: Reader<string> = (value) => {
  const given = text({ max: 1000 })(value);
  if (parseSelector(given) === undefined) throw new FieldError(`'${given}' is not a valid label selector`);
  return given;
};

/** The members of a target in a request. */
export const targetFields = {
  type: oneOf("server", "label_selector", "ip"),
  server: optional(object({ id: integer() })),
  label_selector: optional(object({ selector })),
  ip: optional(object({ ip: text() })),
  use_private_ip: optional(flag),
};
/** Reads one target in a list. */
export const targetReader = object(targetFields);

/** A target from what was asked. @throws ApiError invalid_input when the member for its type is missing. */
export function newTarget(wanted: ReturnType<typeof targetReader>): Target {
  const usePrivateIp = wanted.use_private_ip ?? false;
  const missing = () => invalidInput({ name: wanted.type, message: "Missing data for required field." });
  switch (wanted.type) {
    case "server":
      if (wanted.server === undefined) throw missing();
      return { type: "server", serverId: wanted.server.id, usePrivateIp };
    case "label_selector":
      if (wanted.label_selector === undefined) throw missing();
      return { type: "label_selector", selector: wanted.label_selector.selector, usePrivateIp };
    case "ip":
      if (wanted.ip === undefined) throw missing();
      if (usePrivateIp) throw invalidInput({ name: "use_private_ip", message: "is not allowed for type ip" });
      if (parseIp(wanted.ip.ip) === undefined) throw invalidInput({ name: "ip.ip", message: "is not an IP address" });
      return { type: "ip", ip: wanted.ip.ip };
  }
}

/** True when both name the same machine, selector or address, whatever the interface. */
export function isSameTarget(a: Target, b: Target): boolean {
  if (a.type === "server") return b.type === "server" && a.serverId === b.serverId;
  if (a.type === "label_selector") return b.type === "label_selector" && a.selector === b.selector;
  return b.type === "ip" && a.ip === b.ip;
}

/** @throws ApiError when the balancer cannot take the target. */
export function assertAcceptable(world: World, balancer: LoadBalancer, target: Target): void {
  if (balancer.targets.some((other) => isSameTarget(other, target))) {
    throw new ApiError("target_already_defined", "target is already defined");
  }
  if (target.type === "ip") return;
  if (target.usePrivateIp && balancer.privateNet === null) {
    throw new ApiError("load_balancer_not_attached_to_network", "load balancer is not attached to a network");
  }
  if (!target.usePrivateIp && !balancer.publicInterface) {
    throw new ApiError(
      "load_balancer_public_interface_disabled",
      "the public interface of the load balancer is disabled",
    );
  }
  if (target.type !== "server") return;
  const server = world.state.servers.get(target.serverId);
  if (server === undefined) throw notFound("server", target.serverId);
  const networkId = balancer.privateNet?.networkId;
  if (target.usePrivateIp && !server.privateNets.some((net) => net.networkId === networkId)) {
    throw new ApiError("server_not_attached_to_network", "server is not attached to the load balancer's network");
  }
}

/** One entry of `targets` of an answer, with the health of each service. */
export function targetShape(world: World, balancer: LoadBalancer, target: Target): unknown {
  switch (target.type) {
    case "server":
      return serverShape(world, balancer, target.serverId, target.usePrivateIp);
    case "label_selector":
      return {
        type: "label_selector",
        label_selector: { selector: target.selector },
        use_private_ip: target.usePrivateIp,
        targets: serversSelected(world, target.selector).map(({ id }) =>
          serverShape(world, balancer, id, target.usePrivateIp),
        ),
      };
    case "ip":
      return { type: "ip", ip: { ip: target.ip }, health_status: health(balancer, target.ip) };
  }
}

function serverShape(world: World, balancer: LoadBalancer, serverId: number, usePrivateIp: boolean): unknown {
  return {
    type: "server",
    server: { id: serverId, ip: serverAddress(world, balancer, serverId, usePrivateIp) ?? "" },
    use_private_ip: usePrivateIp,
    health_status: health(balancer, String(serverId)),
  };
}

/** The address that the balancer talks to, as the API shows it. */
export function serverAddress(
  world: World,
  balancer: LoadBalancer,
  serverId: number,
  usePrivateIp: boolean,
): string | undefined {
  const server = world.state.servers.get(serverId);
  if (server === undefined) return undefined;
  if (usePrivateIp) return server.privateNets.find((net) => net.networkId === balancer.privateNet?.networkId)?.ip;
  return server.primaryIpv4Id === null ? undefined : world.state.primaryIps.get(server.primaryIpv4Id)?.ip;
}

function health(balancer: LoadBalancer, key: string): unknown[] {
  return balancer.services.map(({ listenPort }) => {
    const seen = balancer.health[`${key}:${listenPort}`];
    if (seen === undefined) return { listen_port: listenPort, status: "unknown", detail: "unspecified" };
    return {
      listen_port: listenPort,
      status: seen.status,
      detail: seen.detail,
      ...(seen.httpStatusCode === null ? {} : { http_status_code: seen.httpStatusCode }),
    };
  });
}
