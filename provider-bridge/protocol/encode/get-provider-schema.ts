import type { MessageInit } from "../../../wire/protobuf";
import { type Schema as SchemaMessage, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { GetProviderSchemaResponse } from "../../framework/engine/get-provider-schema";
import type { Schema } from "../../framework/schema/schema";
import { functionMessages } from "./function";
import { schemaMessage } from "./schema";
import { SERVER_CAPABILITIES } from "./server-capabilities";

/** Every schema. The same provider always gives the same bytes, so a build may keep them. */
export function encodeGetProviderSchema(response: GetProviderSchemaResponse): Uint8Array {
  return tfplugin6.encode("GetProviderSchema.Response", {
    provider: schemaMessage(response.provider),
    resourceSchemas: schemaMessages(response.resources),
    dataSourceSchemas: schemaMessages(response.dataSources),
    ephemeralResourceSchemas: schemaMessages(response.ephemeralResources),
    functions: functionMessages(response.functions),
    serverCapabilities: SERVER_CAPABILITIES,
  });
}

function schemaMessages(schemas: ReadonlyMap<string, Schema>): ReadonlyMap<string, MessageInit<SchemaMessage>> {
  return new Map([...schemas].map(([name, schema]) => [name, schemaMessage(schema)]));
}
