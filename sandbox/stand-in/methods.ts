import type { Logger } from "../../provider-bridge/framework/contract/context";
import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import type { MethodTable } from "../../wire/grpc/method";
import { createLegacyMethods } from "./legacy";
import { createStandIn, type StandInOptions } from "./provider";

/** What Terraform calls, ready to be served. */
export function createStandInMethods({ log, ...options }: StandInOptions & { readonly log: Logger }): MethodTable {
  return createLegacyMethods(() => {
    const provider = createStandIn(options);
    return { provider, server: createProviderServer(provider, { log }), log };
  });
}
