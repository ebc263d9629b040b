import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import type {
  UpgradeResourceIdentityRequest,
  UpgradeResourceIdentityResponse,
} from "../../framework/engine/upgrade-resource-identity";
import { diagnosticMessages } from "./diagnostics";
import { identityMessage } from "./dynamic-value";

/** The identity of the current version. */
export function encodeUpgradeResourceIdentity(
  response: UpgradeResourceIdentityResponse,
  { typeName }: UpgradeResourceIdentityRequest,
  types: TypeLookup,
): Uint8Array {
  return tfplugin6.encode("UpgradeResourceIdentity.Response", {
    upgradedIdentity: identityMessage(response.identity, () => types.identity(typeName)),
    diagnostics: diagnosticMessages(response.diagnostics),
  });
}
