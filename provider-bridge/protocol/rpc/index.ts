/**
 * Plugin protocol 6 as a table of methods: bytes to the framework's engine and back, one file for each RPC, named after
 * it. Here belongs the glue only: what a message means is decode/'s and encode/'s, what to do is the framework's.
 * A file is loaded at the first call of its RPC, because a process answers a few of them and lives for a moment.
 */

import type { Method, MethodTable } from "../../../wire/grpc/method";
import type { ProviderServer } from "../../framework/engine/provider-server";
import type { Rpc } from "../method/rpc";
import type { CallLog } from "../method/trace";
// Not from the folder as a whole, which would load the codec of messages before any call needs it.
import { UNSUPPORTED_RPCS, unsupportedMethod } from "../method/unsupported";

/** The RPCs whose answers never change, so that a build may write them down. */
export type PreparedRpc = "GetProviderSchema" | "GetMetadata" | "GetFunctions" | "GetResourceIdentitySchemas";

/** What the protocol is served from. */
export interface ProtocolOptions {
  /** Makes the engine; called once, at the first RPC that needs it. */
  readonly createServer: () => ProviderServer | Promise<ProviderServer>;
  /** Answers that are ready as bytes (as encode/ made them); without one, the engine is asked. */
  readonly prepared?: Readonly<Partial<Record<PreparedRpc, () => Uint8Array | Promise<Uint8Array>>>>;
  /** Is told of every call, where it is enabled at level "trace" when the table is made. @default nobody is told */
  readonly log?: CallLog;
}

const SERVICE = "/tfplugin6.Provider/";

// `require` and not `import`, which would load all of it at once.
const RPCS: Readonly<Record<string, () => Rpc>> = {
  GetMetadata: () => (require("./get-metadata") as typeof import("./get-metadata")).getMetadata,
  GetProviderSchema: () =>
    (require("./get-provider-schema") as typeof import("./get-provider-schema")).getProviderSchema,
  GetResourceIdentitySchemas: () =>
    (require("./get-resource-identity-schemas") as typeof import("./get-resource-identity-schemas"))
      .getResourceIdentitySchemas,
  GetFunctions: () => (require("./get-functions") as typeof import("./get-functions")).getFunctions,
  ValidateProviderConfig: () =>
    (require("./validate-provider-config") as typeof import("./validate-provider-config")).validateProviderConfig,
  ValidateResourceConfig: () =>
    (require("./validate-resource-config") as typeof import("./validate-resource-config")).validateResourceConfig,
  ValidateDataResourceConfig: () =>
    (require("./validate-data-resource-config") as typeof import("./validate-data-resource-config"))
      .validateDataResourceConfig,
  ValidateEphemeralResourceConfig: () =>
    (require("./validate-ephemeral-resource-config") as typeof import("./validate-ephemeral-resource-config"))
      .validateEphemeralResourceConfig,
  UpgradeResourceState: () =>
    (require("./upgrade-resource-state") as typeof import("./upgrade-resource-state")).upgradeResourceState,
  UpgradeResourceIdentity: () =>
    (require("./upgrade-resource-identity") as typeof import("./upgrade-resource-identity")).upgradeResourceIdentity,
  ConfigureProvider: () => (require("./configure-provider") as typeof import("./configure-provider")).configureProvider,
  ReadResource: () => (require("./read-resource") as typeof import("./read-resource")).readResource,
  PlanResourceChange: () =>
    (require("./plan-resource-change") as typeof import("./plan-resource-change")).planResourceChange,
  ApplyResourceChange: () =>
    (require("./apply-resource-change") as typeof import("./apply-resource-change")).applyResourceChange,
  ImportResourceState: () =>
    (require("./import-resource-state") as typeof import("./import-resource-state")).importResourceState,
  MoveResourceState: () =>
    (require("./move-resource-state") as typeof import("./move-resource-state")).moveResourceState,
  ReadDataSource: () => (require("./read-data-source") as typeof import("./read-data-source")).readDataSource,
  OpenEphemeralResource: () =>
    (require("./open-ephemeral-resource") as typeof import("./open-ephemeral-resource")).openEphemeralResource,
  RenewEphemeralResource: () =>
    (require("./renew-ephemeral-resource") as typeof import("./renew-ephemeral-resource")).renewEphemeralResource,
  CloseEphemeralResource: () =>
    (require("./close-ephemeral-resource") as typeof import("./close-ephemeral-resource")).closeEphemeralResource,
  CallFunction: () => (require("./call-function") as typeof import("./call-function")).callFunction,
  StopProvider: () => (require("./stop-provider") as typeof import("./stop-provider")).stopProvider,
};

/** All methods of the service `tfplugin6.Provider`, by their paths. */
export function createMethodTable(options: ProtocolOptions): MethodTable {
  let server: Promise<ProviderServer> | undefined;
  const getServer = (): Promise<ProviderServer> => {
    server ??= Promise.resolve(options.createServer());
    return server;
  };
  const table = new Map<string, Method>();
  for (const [name, load] of Object.entries(RPCS)) {
    table.set(SERVICE + name, {
      kind: "unary",
      handle: async (request, call) => load()(await getServer(), request, call),
    });
  }
  for (const [name, answer] of Object.entries(options.prepared ?? {})) {
    table.set(SERVICE + name, { kind: "unary", handle: async () => answer() });
  }
  for (const name of UNSUPPORTED_RPCS) table.set(SERVICE + name, unsupportedMethod(name));
  return options.log?.isEnabled("trace") === true ? traced(table, options.log) : table;
}

function traced(table: MethodTable, log: CallLog): MethodTable {
  const { traceCalls }: typeof import("../method/trace") = require("../method/trace");
  return traceCalls(table, log);
}
