import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { TABLE } from "../resources";
import { loadSchema } from "../schema/load-schema";
import { publishedProvider } from "../schema/published-schema";
import { planLegacy } from "./plan-legacy";

/** An engine whose resources of the older half are planned by {@link planLegacy}. */
export function legacyServer(server: ProviderServer): ProviderServer {
  return {
    ...server,
    upgradeResourceState: async (request, signal) => {
      const answer = await server.upgradeResourceState(request, signal);
      const blocks = publishedProvider().resources.get(request.typeName)?.block.blocks ?? new Map();
      return { ...answer, state: withBlocks(answer.state, blocks) };
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
