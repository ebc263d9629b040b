/** What the plan can know: the talosconfig, and whether credentials are fetched anew. */
import type { ModifyPlanRequest } from "../../framework/contract/resource-definition";
import type { PlanOf } from "../../framework/schema/schema";
import { isUnknown, UNKNOWN } from "../../framework/values/unknown";
import { isRenewalDue, talosconfigOutput } from "./model";
import type { talosBootstrapSchema } from "./schema";

type Schema = typeof talosBootstrapSchema;
type Plan = PlanOf<Schema>;

/** Fills in what is known, and says which outputs will be new. */
export function planBootstrap(request: ModifyPlanRequest<Schema>, now: Date): Plan | undefined {
  const { operation, plan, state } = request;
  if (operation === "delete" || plan === null) return undefined;
  const talosconfig = plannedTalosconfig(plan);
  if (state === null) return { ...plan, talosconfig };
  const isStoreInDoubt = (state.drift ?? []).length > 0;
  const certificate = state.kubernetes_client_configuration?.client_certificate;
  const isRenewed = isStoreInDoubt || plan.endpoint !== state.endpoint || isRenewalDue(certificate, now);
  if (!isRenewed) return { ...plan, talosconfig };
  const fetched = { kubeconfig: UNKNOWN, kubernetes_client_configuration: UNKNOWN, kubernetes_ca_sha256: UNKNOWN };
  return { ...plan, talosconfig, ...fetched, ...(isStoreInDoubt ? { id: UNKNOWN } : {}) };
}

function plannedTalosconfig({ cluster, client_configuration: client, control_planes: machines }: Plan) {
  if (isUnknown(cluster) || isUnknown(client) || isUnknown(machines)) return UNKNOWN;
  const addresses: Record<string, string> = {};
  for (const [name, address] of Object.entries(machines)) {
    if (isUnknown(address)) return UNKNOWN;
    addresses[name] = address;
  }
  if (client === null) return null;
  const { ca_certificate, client_certificate, client_key } = client;
  if (isUnknown(ca_certificate) || isUnknown(client_certificate) || isUnknown(client_key)) return UNKNOWN;
  return talosconfigOutput(cluster, { ca_certificate, client_certificate, client_key }, addresses);
}
