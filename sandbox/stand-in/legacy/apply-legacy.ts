import type { Resource } from "../../../provider-bridge/framework/contract/resource";
import { Diagnostics } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type {
  ApplyResourceChangeRequest,
  ApplyResourceChangeResponse,
} from "../../../provider-bridge/framework/engine/apply-resource-change";
import { type OperationHost, runOperation } from "../../../provider-bridge/framework/engine/operation";
import { PrivateData } from "../../../provider-bridge/framework/engine/private-data";

/**
 * Carries out a create or update as the older SDK: whatever it comes to is the state, also where the plan has promised
 * something else, which the engine of this house would refuse.
 */
export async function applyLegacy(
  host: OperationHost,
  resource: Resource,
  request: ApplyResourceChangeRequest,
  signal: AbortSignal,
): Promise<ApplyResourceChangeResponse> {
  const { config, plannedState: plan, priorState: state, privateBytes, identity, typeName } = request;
  const diagnostics = new Diagnostics();
  const what = `${state === null ? "create" : "update"} ${typeName}`;
  const outcome = await runOperation(host, { what, signal, diagnostics }, async (operation) => {
    const context = { ...operation, privateState: new PrivateData(privateBytes, host.log) };
    if (state === null) return resource.create({ config, plan }, context);
    return resource.update?.({ config, plan, state, identity }, context);
  });
  const applied = outcome.done ? outcome.value : undefined;
  const isSaved = applied !== undefined && (!diagnostics.hasErrors || applied.saveDespiteErrors);
  return { state: isSaved ? applied.state : state, privateBytes, identity, diagnostics: diagnostics.list };
}
