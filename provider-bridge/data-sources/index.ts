/**
 * Data sources: what Terraform reads and never changes. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (data-source.ts); never a message, never a client.
 */
import type { Lazy } from "../framework/contract/provider";
import type { DataSource } from "../framework/contract/resource";

/** Every data source by its type name. */
export const dataSources: Readonly<Record<string, Lazy<() => DataSource>>> = {
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
