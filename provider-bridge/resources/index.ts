/**
 * Resources: what Terraform creates, reads, changes and deletes. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (model.ts: pure, resource.ts: schema and verbs); never a message, never a client.
 */
import type { Configured, Lazy } from "../framework/contract/provider";
import type { Resource } from "../framework/contract/resource";
import type { TalosBootstrapSettings, TalosBootstrapSurroundings } from "./talos-bootstrap/surroundings";
import type { TalosClusterSettings } from "./talos-cluster/surroundings";
import type { TalosImageSettings, TalosImageSurroundings } from "./talos-image/surroundings";
import type { TalosMachineSettings, TalosMachineSurroundings } from "./talos-machine/machine";
import type { TalosSecretsSurroundings } from "./talos-secrets/resource";

/** What resources reach outside of the process for. */
export type ResourceSurroundings = TalosSecretsSurroundings &
  TalosImageSurroundings &
  TalosBootstrapSurroundings &
  TalosMachineSurroundings;

/** What resources need of a configured provider. */
export type ResourceSettings = TalosImageSettings &
  TalosBootstrapSettings &
  TalosClusterSettings &
  TalosMachineSettings;

/** Every resource by its type name. */
export function resources(
  surroundings: ResourceSurroundings,
): Readonly<Record<string, Lazy<(provider: Configured<ResourceSettings>) => Resource>>> {
  return {
    hephaestus_talos_image: () => (provider) => {
      const { talosImage }: typeof import("./talos-image/resource") = require("./talos-image/resource");
      return talosImage(provider, surroundings);
    },
    hephaestus_talos_machine: () => (provider) => {
      const { talosMachine }: typeof import("./talos-machine/resource") = require("./talos-machine/resource");
      return talosMachine(provider, surroundings);
    },
    hephaestus_talos_bootstrap: () => (provider) => {
      const { talosBootstrap }: typeof import("./talos-bootstrap/resource") = require("./talos-bootstrap/resource");
      return talosBootstrap(provider, surroundings);
    },
    hephaestus_talos_cluster: () => (provider) => {
      const { talosCluster }: typeof import("./talos-cluster/resource") = require("./talos-cluster/resource");
      return talosCluster(provider, surroundings);
    },
    hephaestus_talos_secrets: () => () => {
      const { talosSecrets }: typeof import("./talos-secrets/resource") = require("./talos-secrets/resource");
      return talosSecrets(surroundings);
    },
  };
}
