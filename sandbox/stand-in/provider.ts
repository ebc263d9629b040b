import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { isUnknown } from "../../provider-bridge/framework/values/unknown";
import type { Value } from "../../provider-bridge/framework/values/value";
import { realPause } from "./api";
import { standInDataSource } from "./data-source";
import { field } from "./legacy/field";
import { standInResource } from "./resource";
import { loadSchema } from "./schema/load-schema";
import { publishedProvider } from "./schema/published-schema";
import {
  type Connection,
  checkPolling,
  type Environment,
  type Settings,
  type Surroundings,
  settingsOf,
} from "./settings";

/** What the stand-in is given from outside; time and chance are the running program's where they are not given. */
export interface StandInOptions extends Partial<Surroundings> {
  readonly environment: Environment;
  /** Keeps a secret out of the log. @default does nothing, for processes without one */
  readonly hide?: (secret: string) => void;
}

const SURROUNDINGS: Surroundings = { pause: realPause, nowMs: Date.now, random: Math.random };

/** As terraform writes it. */
export const STAND_IN_ADDRESS = "registry.terraform.io/hetznercloud/hcloud";

/** The provider: every type of the published schema; those without a row say that they are missing. */
export function createStandIn({ environment, hide, ...surroundings }: StandInOptions): Provider {
  const published = publishedProvider();
  let settings: Settings | undefined;
  const connection = (): Connection => {
    if (settings !== undefined) return { ...SURROUNDINGS, ...surroundings, ...settings };
    throw new DiagnosticError("Provider is not configured", "The stand-in was used before it was configured.");
  };
  return {
    name: "hcloud",
    version: published.version,
    schema: loadSchema(published.provider),
    validate: async (config, { diagnostics }) => checkPolling(config, diagnostics),
    configure: async (config) => {
      settings = settingsOf(
        {
          token: textOf(field(config, "token")),
          endpoint: textOf(field(config, "endpoint")),
          pollInterval: textOf(field(config, "poll_interval")),
          pollFunction: textOf(field(config, "poll_function")),
        },
        environment,
      );
      hide?.(settings.token);
    },
    resources: new Map(
      [...published.resources].map(([name, schema]) => [name, once(() => standInResource(name, schema, connection))]),
    ),
    dataSources: new Map(
      [...published.dataSources].map(([name, schema]) => [
        name,
        once(() => standInDataSource(name, schema, connection)),
      ]),
    ),
    ephemeralResources: new Map(),
    functions: new Map(),
  };
}

function textOf(value: Value): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
