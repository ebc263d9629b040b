import { createProviderServer } from "./framework/engine/create-provider-server";
import type { ProviderServer } from "./framework/engine/provider-server";
import type { PluginContext } from "./plugin";
import { createProvider } from "./provider";
import { getReady } from "./ready";

/** Terraform waits for the answer, and not for what comes after it, milliseconds. */
const behindTheAnswerMs = 3;

/** The engine of the provider. */
export function createServer({ logger, redactor }: PluginContext): ProviderServer {
  const getReadyOrNot = () => {
    try {
      getReady();
    } catch (error) {
      // Whatever it was: whoever needs it will tell it, and only then does it matter.
      logger.debug("Cannot get ready ahead of time", { error });
    }
  };
  const provider = createProvider(process.env, {
    hide: (...secrets) => redactor.add(...secrets),
    configured: () => void setTimeout(getReadyOrNot, behindTheAnswerMs).unref(),
  });
  return createProviderServer(provider, { log: logger });
}
