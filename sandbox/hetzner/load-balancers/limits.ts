/** How much a load balancer of a type holds. */
import type { World } from "../../world";
import type { LoadBalancerType } from "../../world/catalogue";
import type { LoadBalancer, Service } from "../../world/load-balancer";
import { ApiError, invalidInput } from "../api-error";
import { typeOf } from "./noun";

/** @throws ApiError source_port_already_used, resource_limit_exceeded, invalid_input. */
export function assertServiceFits(world: World, balancer: LoadBalancer, service: Service): void {
  if (balancer.services.some((other) => other.listenPort === service.listenPort)) {
    throw new ApiError("source_port_already_used", "source port already used", {
      details: { source_port: service.listenPort },
    });
  }
  if (balancer.services.length >= typeOf(world, balancer).maxServices) throw exceeded("load_balancer_services_limit");
  assertCertificates(world, balancer, service);
}

/** @throws ApiError invalid_input when a certificate is not there. */
export function assertCertificates(world: World, balancer: LoadBalancer, service: Service): void {
  const ids = service.http?.certificateIds ?? [];
  for (const id of ids) {
    if (!world.state.certificates.has(id)) {
      throw invalidInput({ name: "http.certificates", message: `certificate ${id} not found` });
    }
  }
  const others = balancer.services.filter((other) => other.listenPort !== service.listenPort);
  const assigned = new Set([...others.flatMap((other) => other.http?.certificateIds ?? []), ...ids]);
  if (assigned.size > typeOf(world, balancer).maxAssignedCertificates) {
    throw exceeded("load_balancer_certificates_limit");
  }
}

/** @throws ApiError resource_limit_exceeded when the type takes no more targets. */
export function assertTargetFits(world: World, balancer: LoadBalancer): void {
  if (balancer.targets.length >= typeOf(world, balancer).maxTargets) throw exceeded("load_balancer_targets_limit");
}

/** @throws ApiError invalid_load_balancer_type when what is there does not fit into the type. */
export function assertTypeFits(balancer: LoadBalancer, type: LoadBalancerType): void {
  const certificates = new Set(balancer.services.flatMap((service) => service.http?.certificateIds ?? []));
  const fits =
    balancer.services.length <= type.maxServices &&
    balancer.targets.length <= type.maxTargets &&
    certificates.size <= type.maxAssignedCertificates;
  if (!fits) throw new ApiError("invalid_load_balancer_type", `load balancer does not fit into type ${type.name}`);
}

function exceeded(name: string): ApiError {
  return new ApiError("resource_limit_exceeded", "load balancer limit exceeded", { details: { limits: [{ name }] } });
}
