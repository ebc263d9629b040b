/**
 * The provider `yaklab/hephaestus`: its block and the one visible list of what it offers. Nothing registers itself.
 */
import { version } from "../package.json";
import { defineProvider } from "./framework/contract/define-provider";
import type { Provider } from "./framework/contract/provider";
import { functions } from "./functions";
import { providerSchema } from "./provider-schema";
import { type Environment, type ProviderSettings, providerSettings, secretsOf } from "./provider-settings";

/** The source address under which users install the provider. */
export const PROVIDER_ADDRESS = "registry.terraform.io/yaklab/hephaestus";

/**
 * The provider; a new one each time, since it holds what its last configure made. `hide` is told every secret of the
 * configuration, so that no log line shows one.
 */
export function createProvider(
  environment: Environment,
  hide: (...secrets: readonly string[]) => void = () => undefined,
): Provider {
  return defineProvider<typeof providerSchema, ProviderSettings>({
    name: "hephaestus",
    version,
    schema: providerSchema,
    configure: async (request) => {
      const settings = providerSettings(request, environment);
      hide(...secretsOf(settings));
      return settings;
    },
    resources: {},
    dataSources: {},
    ephemeralResources: {},
    functions,
  });
}
