/**
 * Kitchen sink: a provider that has every attribute kind, every RPC and every failure on purpose, one file a type.
 * It is the twin of the reference provider of the oracle `go/kitchen-sink`, whose README.md says what each type does;
 * its recorded scenarios judge ours. Nothing of the product belongs here.
 */
import { defineProvider } from "../../provider-bridge/framework/contract/define-provider";
import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { drift } from "./drift";
import { everything } from "./everything/resource";
import { functions } from "./functions";
import { identity } from "./identity";
import { imported } from "./import";
import { lookup } from "./lookup";
import { configure, providerSchema, validate } from "./provider-block";
import { slow } from "./slow";
import { token } from "./token";
import { upgrade } from "./upgrade";

/** The address that the scenarios install. */
export const SINK_ADDRESS = "registry.terraform.io/bench/sink";

/** The version that the scenarios install. */
export const SINK_VERSION = "1.0.0";

/** The twin; a new one each time, since a provider holds what its last configure made. */
export function createSinkProvider(): Provider {
  return defineProvider({
    name: "sink",
    version: SINK_VERSION,
    schema: providerSchema,
    validate,
    configure,
    resources: {
      sink_everything: () => everything,
      sink_drift: () => drift,
      sink_slow: () => slow,
      sink_upgrade: () => upgrade,
      sink_identity: () => identity,
      sink_import: () => imported,
    },
    dataSources: { sink_lookup: () => lookup },
    ephemeralResources: { sink_token: () => token },
    functions,
  });
}
