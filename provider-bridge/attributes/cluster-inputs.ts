/** Attributes that the resources of a running cluster share. */
import { requiresReplace } from "../framework/plan-modifiers";
import { attribute } from "../framework/schema/attribute-builder";
import { types } from "../framework/schema/types";
import { dnsLabel, eachElement, ipAddress, mapKeys, url } from "../framework/validators";
import { clientConfigurationType } from "./client-configuration";

/** Which cluster a resource belongs to. */
export const clusterAttribute = attribute(types.string, {
  required: true,
  description:
    "Name of the cluster, the same for all its resources: by it the provider orders what happens to its machines, and finds them by their label `cluster`.",
  validators: [dnsLabel()],
  planModifiers: [requiresReplace()],
});

/** Credentials for the Talos API. */
export const clientConfigurationAttribute = attribute(clientConfigurationType, {
  optional: true,
  sensitive: true,
  description:
    "Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state.",
});

/** Where the Kubernetes API answers. */
export const endpointAttribute = attribute(types.string, {
  required: true,
  description: "URL of the Kubernetes API, for instance `https://cluster.example.org:6443`.",
  validators: [url({ schemes: ["https"] })],
});

/** Machines by name, each with the address at which it is asked. */
export const controlPlanesAttribute = attribute(types.map(types.string), {
  required: true,
  description: "The control planes: name of the node → its address.",
  validators: [mapKeys(dnsLabel()), eachElement(ipAddress())],
});

/** Workers by name, each with the address at which it is asked. */
export const workersAttribute = attribute(types.map(types.string), {
  default: {},
  description: "The workers: name of the node → its address.",
  validators: [mapKeys(dnsLabel()), eachElement(ipAddress())],
});
