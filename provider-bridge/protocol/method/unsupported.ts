import type { StreamingMethod } from "../../../wire/grpc/method";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";

/**
 * RPCs of protocol 6 that have their place here and are not served yet: listing resources, generated configuration,
 * actions, state stores. Terraform calls them only where a schema or a capability offers them, which ours does not.
 */
export const UNSUPPORTED_RPCS = [
  "GenerateResourceConfig",
  "ListResource",
  "ValidateListResourceConfig",
  "PlanAction",
  "InvokeAction",
  "ValidateActionConfig",
  "ValidateStateStoreConfig",
  "ConfigureStateStore",
  "ReadStateBytes",
  "WriteStateBytes",
  "LockState",
  "UnlockState",
  "GetStates",
  "DeleteState",
] as const;

/** Answers with UNIMPLEMENTED, whatever is sent. */
export function unsupportedMethod(name: string): StreamingMethod {
  return {
    kind: "streaming",
    handle: () => {
      throw new GrpcError(GrpcStatus.UNIMPLEMENTED, `Cannot answer ${name}: this provider does not serve it`);
    },
  };
}
