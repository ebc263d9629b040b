import {
  clientConfigurationAttribute,
  controlPlanesAttribute,
  type TalosAccessSettings,
  type TalosAccessSurroundings,
  talosAccess,
} from "../../attributes";
import type { WithClients } from "../../clients/clients";
import { readCredential } from "../../clients/talos";
import { observeCluster, reportOn, versionTable, type WithFleet } from "../../fleet";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { dnsLabel, eachElement, ipAddress, mapKeys } from "../../framework/validators";

/** The part of the provider's settings that it needs. */
export type ClusterHealthSettings = WithClients & WithFleet & TalosAccessSettings;

/** What it reaches outside of itself for. */
export type ClusterHealthSurroundings = TalosAccessSurroundings;

const healthSchema = schema({
  description:
    "How a cluster is. It reports and never fails: a cluster that is sick, or does not answer, can still be planned, changed and destroyed.",
  attributes: {
    cluster: attribute(types.string, {
      required: true,
      description: "Name of the cluster.",
      validators: [dnsLabel()],
    }),
    control_planes: controlPlanesAttribute,
    workers: attribute(types.map(types.string), {
      optional: true,
      description: "The workers: name of the node → its address. Default: none.",
      validators: [mapKeys(dnsLabel()), eachElement(ipAddress())],
    }),
    client_configuration: clientConfigurationAttribute,
    healthy: attribute(types.bool, { computed: true, description: "Whether nothing is wrong." }),
    problems: attribute(types.list(types.string), { computed: true, description: "What is wrong, as sentences." }),
    etcd_members: attribute(types.map(types.string), {
      computed: true,
      description: "Members of etcd: name → id, hexadecimal. Empty where no control plane answers.",
    }),
    nodes: attribute(types.map(types.bool), {
      computed: true,
      description: "Nodes of Kubernetes: name → ready. Empty where Kubernetes does not answer.",
    }),
    running_kubernetes_versions: attribute(types.map(types.map(types.string)), {
      computed: true,
      description: "What runs: component → node → version.",
    }),
  },
});

/** `hephaestus_talos_cluster_health`. */
export function talosClusterHealth(
  provider: Configured<ClusterHealthSettings>,
  { readFile }: ClusterHealthSurroundings,
): DataSource {
  return defineDataSource({
    schema: healthSchema,
    read: async ({ config, ...context }) => {
      const { cluster, control_planes, workers, client_configuration: given } = config;
      const settings = provider.get();
      const access = await talosAccess(given, cluster, settings, { readFile, signal: context.signal });
      const fleet = settings.fleet.cluster(cluster);
      fleet.learn(Object.entries(control_planes).map(([name, address]) => ({ name, addresses: [address] })));
      const observed = await observeCluster(fleet, readCredential(access), context);
      const { etcd, kubernetes } = observed;
      const seen = typeof kubernetes === "string" ? { nodes: [], versions: [] } : kubernetes;
      const { problems } = reportOn(observed, {
        controlPlanes: Object.keys(control_planes).sort(),
        workers: Object.keys(workers ?? {}).sort(),
        kubernetesVersion: null,
      });
      return {
        ...config,
        healthy: problems.length === 0,
        problems,
        etcd_members: Object.fromEntries(etcd.members.map(({ name, id }) => [name, id.toString(16)])),
        nodes: Object.fromEntries(seen.nodes.map(({ name, ready }) => [name, ready === "True"])),
        running_kubernetes_versions: versionTable(seen.versions),
      };
    },
  });
}
