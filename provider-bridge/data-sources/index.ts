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
