import {
  clientConfigurationAttribute,
  clusterAttribute,
  controlPlanesAttribute,
  endpointAttribute,
  workersAttribute,
} from "../../attributes";
import { driftAttribute } from "../../framework/contract/drift-attribute";
import { type TimeoutDefaults, timeoutsAttribute } from "../../framework/contract/timeouts";
import { keepPriorSpelling, useStateForUnknown } from "../../framework/plan-modifiers";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { versionSemantics } from "../../framework/semantics";
import { duration, oneOf, version } from "../../framework/validators";

/** How long the verbs may take, unless a user says otherwise. */
export const talosClusterTimeouts = {
  createMs: 1_200_000,
  updateMs: 3_600_000,
  deleteMs: 60_000,
} as const satisfies TimeoutDefaults;

const inputs = {
  cluster: clusterAttribute,
  endpoint: endpointAttribute,
  control_planes: controlPlanesAttribute,
  workers: workersAttribute,
  client_configuration: clientConfigurationAttribute,
  kubernetes_version: attribute(types.string, {
    optional: true,
    description:
      "Version of Kubernetes that all components should run, with or without `v`. Default: what the machines' configurations say. Upgrades come with a later release: until then a version that differs from what runs is refused while planning.",
    validators: [version()],
    semantics: versionSemantics,
    planModifiers: [keepPriorSpelling(versionSemantics)],
  }),
  wait_for: attribute(types.string, {
    optional: true,
    description:
      "What create waits for: `kubernetes_api`, `nodes_registered` or `nodes_ready`. Default: `nodes_ready` where Talos brings the network plugin, else `nodes_registered`.",
    validators: [oneOf(["kubernetes_api", "nodes_registered", "nodes_ready"])],
  }),
  upgrade: nested.single({
    optional: true,
    description: "How Kubernetes is upgraded. Taken note of until upgrades come.",
    attributes: {
      pre_pull_images: attribute(types.bool, {
        optional: true,
        description: "Whether the images of all components are pulled before the first one is replaced. Default: true.",
      }),
      check_removed_apis: attribute(types.bool, {
        optional: true,
        description: "Whether the upgrade is refused while objects use an API that it removes. Default: true.",
      }),
      component_timeout: attribute(types.string, {
        optional: true,
        description: "How long one component on one node may take, a duration. Default: `5m`.",
        validators: [duration({ min: "1s" })],
      }),
    },
  }),
} as const;

const results = {
  id: attribute(types.string, {
    computed: true,
    description: "Name of the cluster.",
    planModifiers: [useStateForUnknown()],
  }),
  etcd_members: attribute(types.map(types.string), {
    computed: true,
    description: "Members of etcd: name → id, hexadecimal.",
  }),
  running_kubernetes_versions: attribute(types.map(types.map(types.string)), {
    computed: true,
    description: "What runs: component → node → version.",
  }),
  healthy: attribute(types.bool, { computed: true, description: "Whether nothing is wrong with the cluster." }),
  problems: attribute(types.list(types.string), {
    computed: true,
    description: "What is wrong with the cluster, as sentences.",
  }),
  drift: driftAttribute(),
} as const;

/** The schema of `hephaestus_talos_cluster`. */
export const talosClusterSchema = schema({
  description:
    "A cluster as a whole: who belongs to it, which Kubernetes it runs, and whether it is well. It depends on the bootstrap and on all machines. " +
    "Its deletion comes first and tells the provider that the cluster is going: machines then skip the drain, never the leave.",
  attributes: { ...inputs, ...results, timeouts: timeoutsAttribute(talosClusterTimeouts) },
});
