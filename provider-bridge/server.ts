import { createProviderServer } from "./framework/engine/create-provider-server";
import type { ProviderServer } from "./framework/engine/provider-server";
import type { PluginContext } from "./plugin";
import { createProvider } from "./provider";

/** The engine of the provider. */
export function createServer({ logger, redactor }: PluginContext): ProviderServer {
  const provider = createProvider(process.env, { hide: (...secrets) => redactor.add(...secrets) });
  return createProviderServer(provider, { log: logger });
}
