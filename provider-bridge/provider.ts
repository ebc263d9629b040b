/**
 * The provider `yaklab/hephaestus`: its block and the one visible list of what it offers. Nothing registers itself.
 */
import { version } from "../package.json";
import type { ClientSurroundings, Clients, WithClients } from "./clients/clients";
import { readTextFile } from "./clients/local-files";
import type { LocalRunner } from "./clients/local-runner";
import { dataSources } from "./data-sources";
import { ephemeralResources } from "./ephemeral";
import type { Fleet, WithFleet } from "./fleet";
import { defineProvider } from "./framework/contract/define-provider";
import type { Provider } from "./framework/contract/provider";
import { functions } from "./functions";
import { providerSchema } from "./provider-schema";
import { type Environment, type ProviderSettings, providerSettings, secretsOf } from "./provider-settings";
import { resources } from "./resources";

/** The source address under which users install the provider. */
export const PROVIDER_ADDRESS = "registry.terraform.io/yaklab/hephaestus";

/** What the provider reaches outside of itself for. */
export interface ProviderSurroundings {
  /** Is told every secret of the configuration, so that no log line shows one. @default nobody is told */
  readonly hide?: (...secrets: readonly string[]) => void;
  /** Is told when the provider is configured, just before the answer. @default nobody is told */
  readonly configured?: () => void;
  /** The time. @default this machine's */
  readonly now?: () => Date;
  /** The text of a file. @default from this machine's disk */
  readonly readFile?: (file: string, signal: AbortSignal) => Promise<string>;
  /** This process among others, by which leftovers of killed ones are told. @default the real one */
  readonly runner?: () => LocalRunner;
  /** What clients are made with. @default this machine's clock, randomness and network */
  readonly clients?: Omit<ClientSurroundings, "version">;
}

/** What resources work with. */
export type ConfiguredSettings = ProviderSettings & WithClients & WithFleet;

/** The provider; a new one each time, since it holds what its last configure made. */
export function createProvider(environment: Environment, surroundings: ProviderSurroundings = {}): Provider {
  const { hide = ignore, configured = ignore, now = () => new Date() } = surroundings;
  const { readFile = readTextFile, runner = thisRunner } = surroundings;
  return defineProvider<typeof providerSchema, ConfiguredSettings>({
    name: "hephaestus",
    version,
    schema: providerSchema,
    configure: async (request) => {
      const settings = providerSettings(request, environment);
      hide(...secretsOf(settings));
      configured();
      return withClients(settings, { ...surroundings.clients, version });
    },
    resources: resources({ now, environment, readFile, runner }),
    dataSources: dataSources({ readFile }),
    ephemeralResources: ephemeralResources(now),
    functions,
  });
}

/** Settings whose clients are loaded when a resource first asks for them: most calls need none. */
function withClients(settings: ProviderSettings, surroundings: ClientSurroundings): ConfiguredSettings {
  let clients: Clients | undefined;
  let fleet: Fleet | undefined;
  return {
    ...settings,
    get clients() {
      const { Clients: Made }: typeof import("./clients/clients") = require("./clients/clients");
      clients ??= new Made(settings, surroundings);
      return clients;
    },
    get fleet() {
      const { Fleet: Made }: typeof import("./fleet") = require("./fleet");
      fleet ??= new Made(this.clients);
      return fleet;
    },
  };
}

function thisRunner(): LocalRunner {
  const { localRunner }: typeof import("./clients/local-runner") = require("./clients/local-runner");
  return localRunner();
}

function ignore(): void {
  // The default: nobody is told.
}
