import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type {
  PlanResourceChangeRequest,
  PlanResourceChangeResponse,
} from "../../framework/engine/plan-resource-change";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { attributePathMessage } from "./attribute-path";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage, valueMessage } from "./dynamic-value";

/** The planned state. */
export function encodePlanResourceChange(
  response: PlanResourceChangeResponse,
  { typeName }: PlanResourceChangeRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("PlanResourceChange.Response", {
    plannedState: valueMessage(response.plannedState, types.resource(typeName)),
    requiresReplace: response.requiresReplace.map(attributePathMessage),
    plannedPrivate: response.privateBytes,
    plannedIdentity: identityMessage(response.identity, () => types.identity(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
