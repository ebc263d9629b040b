import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import type { ProviderServer } from "../../provider-bridge/framework/engine/provider-server";
import type { PluginContext } from "../../provider-bridge/plugin";
import { createMiniProvider } from "./index";

/** The engine of the mini provider. */
export function miniServer({ logger }: Pick<PluginContext, "logger">): ProviderServer {
  return createProviderServer(createMiniProvider(), { log: logger });
}
