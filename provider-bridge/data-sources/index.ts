/**
 * Data sources: what Terraform reads and never changes. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (data-source.ts); never a message, never a client.
 */
import type { Configured, Lazy } from "../framework/contract/provider";
import type { DataSource } from "../framework/contract/resource";
import type { ClientsOfData } from "./public-ip/data-source";

/** What data sources need of a configured provider. */
export type DataSettings = ClientsOfData;

/** Every data source by its type name. */
export const dataSources: Readonly<Record<string, Lazy<(provider: Configured<DataSettings>) => DataSource>>> = {
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
