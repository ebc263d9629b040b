/**
 * Ephemeral resources: what a run needs and nothing stores. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (ephemeral.ts); never a message, never a client.
 */
import type { Lazy } from "../framework/contract/provider";
import type { EphemeralResource } from "../framework/contract/resource";

/** Every ephemeral resource by its type name. `now` is the time that certificates are issued at. */
export function ephemeralResources(now: () => Date): Readonly<Record<string, Lazy<() => EphemeralResource>>> {
  return {
    hephaestus_talos_client_config: () => () => {
      const { ephemeralClientConfig }: typeof import("./talos-client-config/ephemeral") =
        require("./talos-client-config/ephemeral");
      return ephemeralClientConfig(now);
    },
    hephaestus_talos_kubeconfig: () => () => {
      const { ephemeralKubeconfig }: typeof import("./talos-kubeconfig/ephemeral") =
        require("./talos-kubeconfig/ephemeral");
      return ephemeralKubeconfig(now);
    },
    hephaestus_talos_machine_config: () => () => {
      const { ephemeralMachineConfig }: typeof import("./talos-machine-config/ephemeral") =
        require("./talos-machine-config/ephemeral");
      return ephemeralMachineConfig;
    },
    hephaestus_talos_secrets: () => () => {
      const { ephemeralSecrets }: typeof import("./talos-secrets/ephemeral") = require("./talos-secrets/ephemeral");
      return ephemeralSecrets(now);
    },
  };
}
