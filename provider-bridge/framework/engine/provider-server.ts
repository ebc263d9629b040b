/**
 * The engine, protocol-free: one method per RPC, values in and values out.
 * Here belongs what Terraform expects of any provider; never what one resource does, nor how a message is written.
 */
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { ApplyResourceChangeRequest, ApplyResourceChangeResponse } from "./apply-resource-change";
import type { CallFunctionRequest, CallFunctionResponse } from "./call-function";
import type { CloseEphemeralResourceRequest } from "./close-ephemeral-resource";
import type { ConfigureProviderRequest } from "./configure-provider";
import type { GetFunctionsResponse } from "./get-functions";
import type { GetMetadataResponse } from "./get-metadata";
import type { GetProviderSchemaResponse } from "./get-provider-schema";
import type { GetResourceIdentitySchemasResponse } from "./get-resource-identity-schemas";
import type { ImportResourceStateRequest, ImportResourceStateResponse } from "./import-resource-state";
import type { MoveResourceStateRequest, MoveResourceStateResponse } from "./move-resource-state";
import type { OpenEphemeralResourceRequest, OpenEphemeralResourceResponse } from "./open-ephemeral-resource";
import type { PlanResourceChangeRequest, PlanResourceChangeResponse } from "./plan-resource-change";
import type { ReadDataSourceRequest, ReadDataSourceResponse } from "./read-data-source";
import type { ReadResourceRequest, ReadResourceResponse } from "./read-resource";
import type { RenewEphemeralResourceRequest, RenewEphemeralResourceResponse } from "./renew-ephemeral-resource";
import type { TypeLookup } from "./type-lookup";
import type { UpgradeResourceIdentityRequest, UpgradeResourceIdentityResponse } from "./upgrade-resource-identity";
import type { UpgradeResourceStateRequest, UpgradeResourceStateResponse } from "./upgrade-resource-state";
import type { ValidateDataResourceConfigRequest } from "./validate-data-resource-config";
import type { ValidateEphemeralResourceConfigRequest } from "./validate-ephemeral-resource-config";
import type { ValidateProviderConfigRequest } from "./validate-provider-config";
import type { ValidateResourceConfigRequest } from "./validate-resource-config";

/** What was found, where there is nothing else to answer. */
export type Found = Promise<readonly Diagnostic[]>;

/**
 * Answers everything Terraform asks. Nothing throws: what an author throws becomes an error diagnostic.
 * `signal` is the caller's: it is aborted when the caller cancels the call.
 */
export interface ProviderServer {
  readonly types: TypeLookup;
  getMetadata(): GetMetadataResponse;
  getProviderSchema(): GetProviderSchemaResponse;
  getResourceIdentitySchemas(): GetResourceIdentitySchemasResponse;
  getFunctions(): GetFunctionsResponse;
  validateProviderConfig(request: ValidateProviderConfigRequest, signal: AbortSignal): Found;
  validateResourceConfig(request: ValidateResourceConfigRequest, signal: AbortSignal): Found;
  validateDataResourceConfig(request: ValidateDataResourceConfigRequest, signal: AbortSignal): Found;
  validateEphemeralResourceConfig(request: ValidateEphemeralResourceConfigRequest, signal: AbortSignal): Found;
  upgradeResourceState(
    request: UpgradeResourceStateRequest,
    signal: AbortSignal,
  ): Promise<UpgradeResourceStateResponse>;
  upgradeResourceIdentity(
    request: UpgradeResourceIdentityRequest,
    signal: AbortSignal,
  ): Promise<UpgradeResourceIdentityResponse>;
  configureProvider(request: ConfigureProviderRequest, signal: AbortSignal): Found;
  readResource(request: ReadResourceRequest, signal: AbortSignal): Promise<ReadResourceResponse>;
  planResourceChange(request: PlanResourceChangeRequest, signal: AbortSignal): Promise<PlanResourceChangeResponse>;
  applyResourceChange(request: ApplyResourceChangeRequest, signal: AbortSignal): Promise<ApplyResourceChangeResponse>;
  importResourceState(request: ImportResourceStateRequest, signal: AbortSignal): Promise<ImportResourceStateResponse>;
  moveResourceState(request: MoveResourceStateRequest, signal: AbortSignal): Promise<MoveResourceStateResponse>;
  readDataSource(request: ReadDataSourceRequest, signal: AbortSignal): Promise<ReadDataSourceResponse>;
  openEphemeralResource(
    request: OpenEphemeralResourceRequest,
    signal: AbortSignal,
  ): Promise<OpenEphemeralResourceResponse>;
  renewEphemeralResource(
    request: RenewEphemeralResourceRequest,
    signal: AbortSignal,
  ): Promise<RenewEphemeralResourceResponse>;
  closeEphemeralResource(request: CloseEphemeralResourceRequest, signal: AbortSignal): Found;
  callFunction(request: CallFunctionRequest, signal: AbortSignal): Promise<CallFunctionResponse>;
  /** Cancels whatever runs; each running verb ends soon and answers with what it has reached. */
  stopProvider(): void;
}
