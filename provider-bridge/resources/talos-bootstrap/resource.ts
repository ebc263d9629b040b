import { clusterOfImportId } from "../../attributes";
import { defineResource } from "../../framework/contract/define-resource";
import type { Configured } from "../../framework/contract/provider";
import type { Resource } from "../../framework/contract/resource";
import type { ValidateConfigRequest } from "../../framework/contract/resource-definition";
import { path } from "../../framework/values/path";
import { isUnknown } from "../../framework/values/unknown";
import { createBootstrap, updateBootstrap } from "./create";
import { planBootstrap } from "./plan";
import { readBootstrap } from "./read";
import { talosBootstrapSchema, talosBootstrapTimeouts } from "./schema";
import type { TalosBootstrapSettings, TalosBootstrapSurroundings } from "./surroundings";

/** `hephaestus_talos_bootstrap`. */
export function talosBootstrap(
  provider: Configured<TalosBootstrapSettings>,
  surroundings: TalosBootstrapSurroundings,
): Resource {
  return defineResource({
    schema: talosBootstrapSchema,
    timeouts: talosBootstrapTimeouts,
    validate: validateBootstrap,
    modifyPlan: (request) => planBootstrap(request, new Date(provider.get().clients.clock.now())),
    create: (request) => createBootstrap(request, provider.get(), surroundings),
    read: (request) => readBootstrap(request, provider.get(), surroundings),
    update: (request) => updateBootstrap(request, provider.get(), surroundings),
    // Etcd goes with its machines, and with nothing else: the last of them may go, too, when this resource goes.
    delete: async ({ state }) => provider.get().fleet.cluster(state.cluster).markGoing(),
    importState: async ({ id = "" }) => {
      const { cluster, endpoint, control_planes } = clusterOfImportId(id);
      return { state: { cluster, endpoint, control_planes } };
    },
  });
}

function validateBootstrap({ config, diagnostics }: ValidateConfigRequest<typeof talosBootstrapSchema>): void {
  const { control_planes: machines, recover } = config;
  if (!isUnknown(machines) && Object.keys(machines).length === 0) {
    diagnostics.error(
      "Cluster has no control plane",
      'Name at least one machine in "control_planes": etcd is begun on it.',
      path("control_planes"),
    );
  }
  if (recover !== null && !isUnknown(recover)) {
    diagnostics.error(
      "Recovery is not there yet",
      "This release cannot begin etcd with a snapshot. Leave it out, and use talosctl bootstrap --recover-from for a cluster that is lost.",
      path("recover"),
    );
  }
}
