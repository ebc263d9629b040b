import type { MessageInit } from "../../../wire/protobuf";
import { type ResourceIdentitySchema, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { IdentitySchema } from "../../framework/contract/identity";
import type { GetResourceIdentitySchemasResponse } from "../../framework/engine/get-resource-identity-schemas";
import { typeText } from "../values";

/** The identity schemas of the resources that have one. */
export function encodeGetResourceIdentitySchemas(response: GetResourceIdentitySchemasResponse): Uint8Array {
  const schemas = [...response.identities].map(([name, identity]) => [name, identityMessage(identity)] as const);
  return tfplugin6.encode("GetResourceIdentitySchemas.Response", { identitySchemas: new Map(schemas) });
}

function identityMessage(identity: IdentitySchema): MessageInit<ResourceIdentitySchema> {
  const attributes = Object.entries(identity.attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    version: BigInt(identity.version),
    identityAttributes: attributes.map(([name, attribute]) => ({
      name,
      type: Buffer.from(typeText(attribute.type.cty)),
      requiredForImport: attribute.requiredForImport,
      optionalForImport: !attribute.requiredForImport,
      description: attribute.description,
    })),
  };
}
