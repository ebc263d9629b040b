/**
 * Resources: what Terraform creates, reads, changes and deletes. The one visible list of them, loaded one by one.
 * Here belongs one folder a type (model.ts: pure, resource.ts: schema and verbs); never a message, never a client.
 */
import type { Lazy } from "../framework/contract/provider";
import type { Resource } from "../framework/contract/resource";
import type { TalosSecretsSurroundings } from "./talos-secrets/resource";

/** What resources reach outside of the process for. */
export type ResourceSurroundings = TalosSecretsSurroundings;

/** Every resource by its type name. */
export function resources(surroundings: ResourceSurroundings): Readonly<Record<string, Lazy<() => Resource>>> {
  return {
    hephaestus_talos_secrets: () => () => {
      const { talosSecrets }: typeof import("./talos-secrets/resource") = require("./talos-secrets/resource");
      return talosSecrets(surroundings);
    },
  };
}
