import type { Logger } from "../contract/context";
import type { Provider } from "../contract/provider";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic";
import { applyResourceChange } from "./apply-resource-change";
import type { Call } from "./attempt";
import { callFunction } from "./call-function";
import { closeEphemeralResource } from "./close-ephemeral-resource";
import { configureProvider } from "./configure-provider";
import { createTypeLookup } from "./create-type-lookup";
import type { Clock, Engine } from "./engine";
import { getFunctions } from "./get-functions";
import { getMetadata } from "./get-metadata";
import { getProviderSchema } from "./get-provider-schema";
import { getResourceIdentitySchemas } from "./get-resource-identity-schemas";
import { importResourceState } from "./import-resource-state";
import { moveResourceState } from "./move-resource-state";
import { openEphemeralResource } from "./open-ephemeral-resource";
import { planResourceChange } from "./plan-resource-change";
import type { ProviderServer } from "./provider-server";
import { readDataSource } from "./read-data-source";
import { readResource } from "./read-resource";
import { renewEphemeralResource } from "./renew-ephemeral-resource";
import { createStop } from "./stop-provider";
import { systemClock } from "./system-clock";
import { upgradeResourceIdentity } from "./upgrade-resource-identity";
import { upgradeResourceState } from "./upgrade-resource-state";
import { validateDataResourceConfig } from "./validate-data-resource-config";
import { validateEphemeralResourceConfig } from "./validate-ephemeral-resource-config";
import { validateProviderConfig } from "./validate-provider-config";
import { validateResourceConfig } from "./validate-resource-config";

/** What the engine is given from outside. */
export interface ProviderServerOptions {
  /** Where progress, and stacks of what authors throw, are written. */
  readonly log: Logger;
  /** @default the clock of this machine */
  readonly clock?: Clock;
}

/** The engine of a provider. Making it loads and computes nothing; each call does what it needs. */
export function createProviderServer(provider: Provider, options: ProviderServerOptions): ProviderServer {
  const stop = createStop();
  const engine: Engine = {
    provider,
    types: createTypeLookup(provider),
    log: options.log,
    clock: options.clock ?? systemClock,
    stopSignal: stop.signal,
  };
  return {
    types: engine.types,
    getMetadata: () => getMetadata(engine),
    getProviderSchema: () => getProviderSchema(engine),
    getResourceIdentitySchemas: () => getResourceIdentitySchemas(engine),
    getFunctions: () => getFunctions(engine),
    ...checks(engine),
    ...states(engine),
    ...others(engine),
    stopProvider: stop.stopProvider,
  };
}

type Checks =
  | "validateProviderConfig"
  | "validateResourceConfig"
  | "validateDataResourceConfig"
  | "validateEphemeralResourceConfig"
  | "configureProvider"
  | "closeEphemeralResource";

/** The calls that are answered with diagnostics alone. */
function checks(engine: Engine): Pick<ProviderServer, Checks> {
  return {
    validateProviderConfig: found(engine, validateProviderConfig),
    validateResourceConfig: found(engine, validateResourceConfig),
    validateDataResourceConfig: found(engine, validateDataResourceConfig),
    validateEphemeralResourceConfig: found(engine, validateEphemeralResourceConfig),
    configureProvider: found(engine, configureProvider),
    closeEphemeralResource: found(engine, closeEphemeralResource),
  };
}

type States =
  | "readResource"
  | "planResourceChange"
  | "applyResourceChange"
  | "importResourceState"
  | "moveResourceState"
  | "upgradeResourceState"
  | "upgradeResourceIdentity";

/** The calls about a resource's state. */
function states(engine: Engine): Pick<ProviderServer, States> {
  return {
    readResource: told(engine, readResource, (answer) => answer),
    planResourceChange: told(engine, planResourceChange, (answer) => answer),
    applyResourceChange: told(engine, applyResourceChange, (answer) => answer),
    importResourceState: told(engine, importResourceState, (imported) => ({ imported })),
    moveResourceState: told(engine, moveResourceState, (answer) => answer),
    upgradeResourceState: told(engine, upgradeResourceState, (state) => ({ state })),
    upgradeResourceIdentity: told(engine, upgradeResourceIdentity, (identity) => ({ identity })),
  };
}

type Others = "readDataSource" | "openEphemeralResource" | "renewEphemeralResource" | "callFunction";

/** Data sources, ephemeral resources and functions. */
function others(engine: Engine): Pick<ProviderServer, Others> {
  return {
    readDataSource: told(engine, readDataSource, (state) => ({ state })),
    openEphemeralResource: told(engine, openEphemeralResource, (answer) => answer),
    renewEphemeralResource: told(engine, renewEphemeralResource, (answer) => answer),
    callFunction: async (request, signal) => callFunction({ engine, signal, diagnostics: new Diagnostics() }, request),
  };
}

function found<R>(engine: Engine, rpc: (call: Call, request: R) => Promise<void>) {
  return async (request: R, signal: AbortSignal): Promise<readonly Diagnostic[]> => {
    const diagnostics = new Diagnostics();
    await rpc({ engine, signal, diagnostics }, request);
    return diagnostics.list;
  };
}

function told<R, T, A extends object>(
  engine: Engine,
  rpc: (call: Call, request: R) => Promise<T>,
  shape: (answer: T) => A,
) {
  return async (request: R, signal: AbortSignal): Promise<A & { readonly diagnostics: readonly Diagnostic[] }> => {
    const diagnostics = new Diagnostics();
    const answer = shape(await rpc({ engine, signal, diagnostics }, request));
    return { ...answer, diagnostics: diagnostics.list };
  };
}
