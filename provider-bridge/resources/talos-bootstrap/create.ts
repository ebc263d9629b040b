/** Create and update: etcd is born, or found; credentials are fetched. */
import type { IdentitySchema } from "../../framework/contract/identity";
import type { CreateRequest, UpdateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { isUnknown } from "../../framework/values/unknown";
import { awaitKubernetes, bearEtcd } from "./birth";
import { controlPlaneNodes } from "./cluster-access";
import { talosconfigOutput } from "./model";
import type { talosBootstrapSchema } from "./schema";
import type { TalosBootstrapSettings, TalosBootstrapSurroundings } from "./surroundings";
import { survey, verdictOf } from "./survey";

type Schema = typeof talosBootstrapSchema;

/** Begins etcd where nobody has it, and answers with what Kubernetes gives. */
export async function createBootstrap(
  request: CreateRequest<Schema>,
  settings: TalosBootstrapSettings,
  surroundings: TalosBootstrapSurroundings,
) {
  const { plan } = request;
  const nodes = await controlPlaneNodes(plan, settings, surroundings, request);
  await bearEtcd(nodes, settings.clients.clock, request);
  const { id, credentials } = await awaitKubernetes(nodes, settings, request);
  const talosconfig = talosconfigOutput(plan.cluster, plan.client_configuration, plan.control_planes);
  return { state: { ...plan, id, ...credentials, talosconfig, drift: [] } };
}

/** Renews credentials; a store that was lost is begun anew only where the user allows it. */
export async function updateBootstrap(
  request: UpdateRequest<Schema, IdentitySchema>,
  settings: TalosBootstrapSettings,
  surroundings: TalosBootstrapSurroundings,
) {
  const { plan, state } = request;
  const talosconfig = talosconfigOutput(plan.cluster, plan.client_configuration, plan.control_planes);
  const inputs = { ...state, ...plan, talosconfig, drift: [] };
  const isRenewed = isUnknown(plan.kubeconfig) || isUnknown(plan.id);
  const { id, kubeconfig, kubernetes_client_configuration, kubernetes_ca_sha256 } = state;
  if (!isRenewed) {
    return { state: { ...inputs, id, kubeconfig, kubernetes_client_configuration, kubernetes_ca_sha256 } };
  }
  const nodes = await controlPlaneNodes(plan, settings, surroundings, request);
  const isLost = verdictOf(await survey(nodes, request)) === "unborn";
  if (isLost && !plan.allow_empty) throw lost(plan.cluster);
  await bearEtcd(nodes, settings.clients.clock, request);
  const born = await awaitKubernetes(nodes, settings, request);
  if (born.id !== state.id && !plan.allow_empty) throw another(plan.cluster, state.id, born.id);
  return { state: { ...inputs, id: born.id, ...born.credentials } };
}

function lost(cluster: string): DiagnosticError {
  return new DiagnosticError(
    "Store of etcd is lost",
    `No control plane of "${cluster}" has a member of etcd any more, and there was one: everything that Kubernetes knew is gone with it. It is not begun anew silently. Bring the control planes back with their disks, or set "allow_empty" to begin with an empty store.`,
    { path: path("allow_empty") },
  );
}

function another(cluster: string, was: string | null, is: string): DiagnosticError {
  return new DiagnosticError(
    "Store of etcd is another one",
    `The store of "${cluster}" has the id "${is}", and "${was}" is in the state: somebody has begun it anew, or these are the control planes of another cluster. Check "control_planes"; set "allow_empty" to take the new one over.`,
    { path: path("control_planes") },
  );
}
