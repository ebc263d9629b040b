import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import { TABLE } from "../resources";
import { loadSchema } from "../schema/load-schema";
import { publishedProvider } from "../schema/published-schema";
import { planLegacy } from "./plan-legacy";

/** An engine whose resources of the older half are planned by {@link planLegacy}. */
export function legacyServer(server: ProviderServer): ProviderServer {
  return {
    ...server,
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
