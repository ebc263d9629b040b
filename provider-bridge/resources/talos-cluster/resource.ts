import { defineResource } from "../../framework/contract/define-resource";
import { unreachable } from "../../framework/contract/read-result";
import type { Resource } from "../../framework/contract/resource";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { talosClusterSchema, talosClusterTimeouts } from "./schema";

function notBuilt(verb: string): never {
  throw new DiagnosticError(
    "Verb is not built yet",
    `The resource hephaestus_talos_cluster cannot ${verb} anything yet: this build of the provider has its schema only.`,
  );
}

/** `hephaestus_talos_cluster`. */
export function talosCluster(): Resource {
  return defineResource({
    schema: talosClusterSchema,
    timeouts: talosClusterTimeouts,
    create: async () => notBuilt("create"),
    read: async () => unreachable("Reading is not built yet."),
    update: async () => notBuilt("update"),
    delete: async () => notBuilt("delete"),
  });
}
