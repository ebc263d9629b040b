/** Import: who it is stands in the id; everything else the machine tells. */
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";

/** `cluster/name@endpoint` */
const ID = /^([^/@]+)\/([^/@]+)@(.+)$/;

/** What an id says. @throws DiagnosticError for an id of another form */
export function importedIdentity(id: string) {
  const [, cluster, name, endpoint] = ID.exec(id) ?? [];
  if (cluster === undefined || name === undefined || endpoint === undefined) {
    throw new DiagnosticError(
      "Cannot import machine",
      `"${id}" names no machine. Give cluster/name@endpoint, for instance talos-k8s/worker-1@203.0.113.10; the credentials come from the provider block.`,
    );
  }
  return { cluster, name, endpoint, config_patches: [], apply_mode: "auto" };
}
