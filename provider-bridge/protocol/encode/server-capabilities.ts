import type { MessageInit } from "../../../wire/protobuf";
import type { ServerCapabilities } from "../../../wire/tfplugin6/generated/tfplugin6";

/**
 * What we can: deletes are planned too, later processes of a command need not ask for the schema again, and state can
 * be taken over from other types. Its place is kept for generateResourceConfig, which we leave to Terraform.
 */
export const SERVER_CAPABILITIES: MessageInit<ServerCapabilities> = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
};
