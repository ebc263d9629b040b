/**
 * Answers of plugin protocol 6 from what the framework gives: one file for each RPC, named after it.
 * Here belongs the way from plain data to a message; never a request, never a decision.
 */
export { encodeGetFunctions } from "./get-functions";
export { encodeGetMetadata } from "./get-metadata";
export { encodeGetProviderSchema } from "./get-provider-schema";
export { encodeGetResourceIdentitySchemas } from "./get-resource-identity-schemas";
