/** Load balancers. */
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import type { LoadBalancer, Service } from "../../world/load-balancer";
import { ApiError, invalidInput } from "../api-error";
import { idOrName, integer, oneOf, text } from "../field-values";
import { nullable, optional, readFields } from "../fields";
import { networks } from "../networks/noun";
import { networkById } from "../networks/routes";
import { defaultDnsPtr } from "../primary-ips/address";
import { assertQuiet } from "../project-rules";
import { actionReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { chooseAddress } from "../servers/join-network";
import { actionRoute, deletion, protectionRoute, readRoutes, updateRoute } from "../standard-routes";
import { createLoadBalancer } from "./create";
import { assertCertificates, assertServiceFits, assertTargetFits, assertTypeFits } from "./limits";
import { chooseType, loadBalancers, tellChange } from "./noun";
import { changedService, newService, serviceFields } from "./service";
import { assertAcceptable, isSameTarget, newTarget, targetFields } from "./target";

/** Operations on load balancers. */
export const loadBalancerRoutes: Route[] = [
  ...readRoutes(loadBalancers),
  route("POST /load_balancers", createLoadBalancer),
  updateRoute(loadBalancers),
  route("DELETE /load_balancers/{id}", deletion(loadBalancers, remove)),
  protectionRoute(loadBalancers),
  actionRoute(loadBalancers, "add_service", ({ world, body }, balancer) => {
    const service = newService(readFields(body, serviceFields));
    assertServiceFits(world, balancer, service);
    return change(world, balancer, "add_service", () => balancer.services.push(service));
  }),
  actionRoute(loadBalancers, "update_service", ({ world, body }, balancer) => {
    const wanted = readFields(body, { ...serviceFields, listen_port: integer(1, 65_535) });
    const service = findService(balancer, wanted.listen_port);
    const changed = changedService(service, wanted);
    assertCertificates(world, balancer, changed);
    return change(world, balancer, "update_service", () => {
      balancer.services = balancer.services.map((entry) => (entry === service ? changed : entry));
    });
  }),
  actionRoute(loadBalancers, "delete_service", ({ world, body }, balancer) => {
    const service = findService(balancer, readFields(body, { listen_port: integer(1, 65_535) }).listen_port);
    return change(world, balancer, "delete_service", () => {
      balancer.services = balancer.services.filter((entry) => entry !== service);
    });
  }),
  actionRoute(loadBalancers, "add_target", ({ world, body }, balancer) => {
    const target = newTarget(readFields(body, targetFields));
    assertAcceptable(world, balancer, target);
    assertTargetFits(world, balancer);
    return change(world, balancer, "add_target", () => balancer.targets.push(target));
  }),
  actionRoute(loadBalancers, "remove_target", ({ world, body }, balancer) => {
    const wanted = newTarget(readFields(body, { ...targetFields, use_private_ip: () => undefined }));
    const target = balancer.targets.find((entry) => isSameTarget(entry, wanted));
    if (target === undefined) throw new ApiError("not_found", "load balancer target not found");
    return change(world, balancer, "remove_target", () => {
      balancer.targets = balancer.targets.filter((entry) => entry !== target);
    });
  }),
  actionRoute(loadBalancers, "change_algorithm", ({ world, body }, balancer) => {
    const wanted = readFields(body, { type: oneOf("round_robin", "least_connections") });
    return change(world, balancer, "change_algorithm", () => {
      balancer.algorithm = wanted.type;
    });
  }),
  actionRoute(loadBalancers, "change_type", ({ world, body }, balancer) => {
    const type = chooseType(world, readFields(body, { load_balancer_type: idOrName }).load_balancer_type);
    assertTypeFits(balancer, type);
    return change(world, balancer, "change_load_balancer_type", () => {
      balancer.typeId = type.id;
    });
  }),
  actionRoute(loadBalancers, "change_dns_ptr", changeDnsPtr),
  actionRoute(loadBalancers, "attach_to_network", attach),
  actionRoute(loadBalancers, "detach_from_network", detach),
  actionRoute(loadBalancers, "enable_public_interface", ({ world }, balancer) =>
    change(world, balancer, "enable_public_interface", () => {
      balancer.publicInterface = true;
    }),
  ),
  actionRoute(loadBalancers, "disable_public_interface", ({ world }, balancer) => {
    if (balancer.privateNet === null) {
      throw new ApiError("load_balancer_not_attached_to_network", "load balancer is not attached to a network");
    }
    if (balancer.targets.some((target) => target.type === "ip" || !target.usePrivateIp)) {
      throw new ApiError("targets_without_use_private_ip", "load balancer has targets that do not use a private IP");
    }
    return change(world, balancer, "disable_public_interface", () => {
      balancer.publicInterface = false;
    });
  }),
];

function findService(balancer: LoadBalancer, listenPort: number): Service {
  const service = balancer.services.find((entry) => entry.listenPort === listenPort);
  if (service === undefined) throw new ApiError("not_found", `service with listen port ${listenPort} not found`);
  return service;
}

function changeDnsPtr({ world, body }: ApiRequest, balancer: LoadBalancer) {
  const wanted = readFields(body, { ip: text(), dns_ptr: nullable(text({ max: 253 })) });
  const { ip, dns_ptr: name = null } = wanted;
  if (ip !== balancer.ipv4 && ip !== balancer.ipv6) {
    throw invalidInput({ name: "ip", message: `IP '${ip}' does not belong to the load balancer` });
  }
  return change(world, balancer, "change_dns_ptr", () => {
    if (ip === balancer.ipv4) balancer.ipv4DnsPtr = name ?? defaultDnsPtr(ip);
    else balancer.ipv6DnsPtr = name;
  });
}

function attach({ world, body }: ApiRequest, balancer: LoadBalancer) {
  const wanted = readFields(body, { network: integer(), ip: optional(text()), ip_range: optional(text()) });
  const network = networkById(world, wanted.network);
  if (balancer.privateNet !== null) {
    throw new ApiError("load_balancer_already_attached", "load balancer is already attached to a network");
  }
  assertQuiet(networks, world, network);
  const ip = chooseAddress(world, network, balancer.locationId, { ip: wanted.ip, ipRange: wanted.ip_range });
  return change(
    world,
    balancer,
    "attach_to_network",
    () => {
      balancer.privateNet = { networkId: network.id, ip };
    },
    network.id,
  );
}

function detach({ world, body }: ApiRequest, balancer: LoadBalancer) {
  const wanted = readFields(body, { network: integer() });
  if (balancer.privateNet?.networkId !== wanted.network) {
    throw new ApiError("not_found", "load balancer is not attached to network");
  }
  return change(
    world,
    balancer,
    "detach_from_network",
    () => {
      balancer.privateNet = null;
      balancer.targets = balancer.targets.filter((target) => target.type === "ip" || !target.usePrivateIp);
      balancer.publicInterface = true;
    },
    wanted.network,
  );
}

function remove({ world }: ApiRequest, balancer: LoadBalancer): ApiReply {
  const action = startAction(world, {
    command: "delete_load_balancer",
    resources: [{ id: balancer.id, type: "load_balancer" }],
    durationMs: durations.loadBalancerMs,
    begin: () => {
      world.state.loadBalancers.delete(balancer.id);
      tellChange(world, balancer, "is deleted");
    },
  });
  return actionReply(world, action);
}

function change(world: World, balancer: LoadBalancer, command: string, apply: () => void, networkId?: number) {
  return startAction(world, {
    command,
    resources: [
      { id: balancer.id, type: "load_balancer" },
      ...(networkId === undefined ? [] : [{ id: networkId, type: "network" }]),
    ],
    durationMs: durations.loadBalancerMs,
    begin: () => {
      apply();
      tellChange(world, balancer, command);
    },
  });
}
