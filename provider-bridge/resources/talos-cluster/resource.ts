import { clusterOfImportId } from "../../attributes";
import { defineResource } from "../../framework/contract/define-resource";
import type { Configured } from "../../framework/contract/provider";
import type { Resource } from "../../framework/contract/resource";
import { createCluster, updateCluster } from "./create";
import { planCluster } from "./plan";
import { readCluster } from "./read";
import { talosClusterSchema, talosClusterTimeouts } from "./schema";
import type { TalosClusterSettings, TalosClusterSurroundings } from "./surroundings";

/** `hephaestus_talos_cluster`. */
export function talosCluster(
  provider: Configured<TalosClusterSettings>,
  surroundings: TalosClusterSurroundings,
): Resource {
  return defineResource({
    schema: talosClusterSchema,
    timeouts: talosClusterTimeouts,
    modifyPlan: planCluster,
    create: (request) => createCluster(request, provider.get(), surroundings),
    read: (request) => readCluster(request, provider.get(), surroundings),
    update: (request) => updateCluster(request, provider.get(), surroundings),
    // The machines still have to go: from now on they need not be drained.
    delete: async ({ state }) => provider.get().fleet.cluster(state.cluster).markGoing(),
    importState: async ({ id = "" }) => ({ state: clusterOfImportId(id) }),
  });
}
