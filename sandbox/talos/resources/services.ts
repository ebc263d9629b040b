/** The services of a machine as resources: those that run. */
import { definitions } from "../../../wire/talos-resources/generated/definitions";
import { type ResourceKind, resource } from "../cosi";
import type { ResourceOwner } from "./resource-owner";

/** Services.v1alpha1.talos.dev; a service that is stopped has none. */
export const serviceKinds: ResourceKind<ResourceOwner>[] = [
  {
    namespace: "runtime",
    type: "Services.v1alpha1.talos.dev",
    isSensitive: false,
    list: ({ machine }) =>
      machine.services
        .list()
        .filter((service) => service.state === "Running")
        .map(({ id, isHealthy }) => {
          const spec = { running: true, healthy: isHealthy === true, unknown: isHealthy === undefined };
          return resource(definitions, "ServiceSpec", id, spec, spec, { owner: "v1alpha1.ServiceController" });
        }),
  },
];
