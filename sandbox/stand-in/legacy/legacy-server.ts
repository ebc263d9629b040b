import type { Logger } from "../../../provider-bridge/framework/contract/context";
import type { Provider } from "../../../provider-bridge/framework/contract/provider";
import type { OperationHost } from "../../../provider-bridge/framework/engine/operation";
import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import { createStop } from "../../../provider-bridge/framework/engine/stop-provider";
import { systemClock } from "../../../provider-bridge/framework/engine/system-clock";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { TABLE } from "../resources";
import { loadSchema } from "../schema/load-schema";
import { publishedProvider } from "../schema/published-schema";
import { applyLegacy } from "./apply-legacy";
import { legacyWarnings } from "./legacy-warnings";
import { planLegacy } from "./plan-legacy";

/** What the older half is served from. */
export interface LegacyOptions {
  readonly provider: Provider;
  /** The engine of the same provider. */
  readonly server: ProviderServer;
  readonly log: Logger;
}

/** An engine whose resources of the older half are planned by {@link planLegacy}, and applied without its rules. */
export function legacyServer({ provider, server, log }: LegacyOptions): ProviderServer {
  const stop = createStop();
  const host: OperationHost = { log, clock: systemClock, stopSignal: stop.signal };
  return {
    ...server,
    upgradeResourceState: async (request, signal) => {
      const answer = await server.upgradeResourceState(request, signal);
      const blocks = publishedProvider().resources.get(request.typeName)?.block.blocks ?? new Map();
      return { ...answer, state: withBlocks(answer.state, blocks) };
    },
    validateResourceConfig: async (request, signal) => {
      const told = await server.validateResourceConfig(request, signal);
      const published = publishedProvider().resources.get(request.typeName);
      if (TABLE[request.typeName]?.half !== "sdk" || published === undefined) return told;
      return legacyWarnings(loadSchema(published), request.config, told);
    },
    validateDataResourceConfig: async (request, signal) => {
      const told = await server.validateDataResourceConfig(request, signal);
      const published = publishedProvider().dataSources.get(request.typeName);
      return published === undefined ? told : legacyWarnings(loadSchema(published), request.config, told);
    },
    planResourceChange: async (request, signal) => {
      const row = TABLE[request.typeName];
      const published = publishedProvider().resources.get(request.typeName);
      if (row?.half !== "sdk" || published === undefined || request.proposedState === null) {
        return server.planResourceChange(request, signal);
      }
      const { config, priorState: prior, proposedState: proposed, privateBytes, identity } = request;
      const { plan, replace } = planLegacy(loadSchema(published), row, { config, prior, proposed });
      return { plannedState: plan, requiresReplace: replace, privateBytes, identity, diagnostics: [] };
    },
    applyResourceChange: (request, signal) => {
      const resource = provider.resources.get(request.typeName);
      const isLegacy = TABLE[request.typeName]?.half === "sdk" && request.plannedState !== null;
      return isLegacy && resource !== undefined
        ? applyLegacy(host, resource(), request, signal)
        : server.applyResourceChange(request, signal);
    },
    stopProvider: () => {
      stop.stopProvider();
      server.stopProvider();
    },
  };
}

/** No blocks are stored as an empty list; older states have null there. */
function withBlocks(
  state: Value | undefined,
  blocks: ReadonlyMap<string, { readonly nesting: string }>,
): Value | undefined {
  if (!(state instanceof Map)) return state;
  const filled = new Map<string, Value>(state);
  for (const [name, { nesting }] of blocks) if (nesting !== "single" && filled.get(name) === null) filled.set(name, []);
  return filled;
}
