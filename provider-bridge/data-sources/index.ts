/**
 * Data sources: what Terraform reads and never changes. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (data-source.ts); never a message, never a client.
 */
import type { Configured, Lazy } from "../framework/contract/provider";
import type { DataSource } from "../framework/contract/resource";
import type { ClusterHealthSettings, ClusterHealthSurroundings } from "./talos-cluster-health/data-source";

/** What data sources need of a configured provider. */
export type DataSettings = ClusterHealthSettings;

type DataSources = Readonly<Record<string, Lazy<(provider: Configured<DataSettings>) => DataSource>>>;

/** Every data source by its type name. */
export function dataSources(surroundings: ClusterHealthSurroundings): DataSources {
  return { ...withoutCredentials, ...ofMachines(surroundings) };
}

const withoutCredentials: DataSources = {
  hephaestus_hcloud_availability: () => (provider) => {
    const { hcloudAvailability }: typeof import("./hcloud-availability/data-source") =
      require("./hcloud-availability/data-source");
    return hcloudAvailability(provider);
  },
  hephaestus_image_factory_extensions: () => (provider) => {
    const { imageFactoryExtensions }: typeof import("./image-factory-extensions/data-source") =
      require("./image-factory-extensions/data-source");
    return imageFactoryExtensions(provider);
  },
  hephaestus_image_factory_versions: () => (provider) => {
    const { imageFactoryVersions }: typeof import("./image-factory-versions/data-source") =
      require("./image-factory-versions/data-source");
    return imageFactoryVersions(provider);
  },
  hephaestus_public_ip: () => (provider) => {
    const { publicIp }: typeof import("./public-ip/data-source") = require("./public-ip/data-source");
    return publicIp(provider);
  },
  hephaestus_talos_client_config: () => () => {
    const { talosClientConfig }: typeof import("./talos-client-config/data-source") =
      require("./talos-client-config/data-source");
    return talosClientConfig;
  },
  hephaestus_talos_machine_config: () => () => {
    const { talosMachineConfig }: typeof import("./talos-machine-config/data-source") =
      require("./talos-machine-config/data-source");
    return talosMachineConfig;
  },
};

/** Those that ask machines over the Talos API. */
function ofMachines(surroundings: ClusterHealthSurroundings): DataSources {
  return {
    hephaestus_talos_cluster_health: () => (provider) => {
      const {
        talosClusterHealth,
      }: typeof import("./talos-cluster-health/data-source") = require("./talos-cluster-health/data-source");
      return talosClusterHealth(provider, surroundings);
    },
    hephaestus_talos_disks: () => (provider) => {
      const { talosDisks }: typeof import("./talos-disks/data-source") = require("./talos-disks/data-source");
      return talosDisks(provider, surroundings);
    },
    hephaestus_talos_machine_status: () => (provider) => {
      const {
        talosMachineStatus,
      }: typeof import("./talos-machine-status/data-source") = require("./talos-machine-status/data-source");
      return talosMachineStatus(provider, surroundings);
    },
  };
}
