import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import type { ProviderServer } from "../../provider-bridge/framework/engine/provider-server";
import type { PluginContext } from "../../provider-bridge/plugin";
import { createSinkProvider } from "./index";

/** The engine of the kitchen sink. */
export function sinkServer({ logger }: Pick<PluginContext, "logger">): ProviderServer {
  return createProviderServer(createSinkProvider(), { log: logger });
}
