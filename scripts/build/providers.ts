/** The providers that are built: the product's, and the kitchen sink of the tests. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import {
  encodeGetFunctions,
  encodeGetMetadata,
  encodeGetProviderSchema,
  encodeGetResourceIdentitySchemas,
} from "../../provider-bridge/protocol";
import type { PreparedRpc } from "../../provider-bridge/protocol/rpc";
import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { createStandIn, STAND_IN_ADDRESS } from "../../sandbox/stand-in/provider";
import { createSinkProvider, SINK_ADDRESS } from "../../test/kitchen-sink";
import { createMiniProvider, MINI_ADDRESS } from "../../test/mini-provider";
import { ROOT } from "./cuts";
import type { Layer } from "./layers";
import type { ProviderBuild } from "./package-folder";

const PROVIDER_SERVER = resolve(ROOT, "provider-bridge/plugin/provider-server.ts");

/** The provider `yaklab/hephaestus`. */
export function hephaestusBuild(): ProviderBuild {
  return providerBuild(createProvider({}), PROVIDER_ADDRESS, "provider-bridge", [machineLayer()]);
}

/** The kitchen sink, which is never shipped. */
export function sinkBuild(): ProviderBuild {
  return providerBuild(createSinkProvider(), SINK_ADDRESS, "test/kitchen-sink");
}

/** The twin of the oracles' Go mini provider, for benchmarks. */
export function miniBuild(): ProviderBuild {
  return providerBuild(createMiniProvider(), MINI_ADDRESS, "test/mini-provider");
}

/** What stands in for `hetznercloud/hcloud` where no registry is reached. Its answers are computed, its schemas too. */
export function standInBuild(): ProviderBuild {
  const { name, version } = createStandIn({ environment: {} });
  const source = (file: string) => resolve(ROOT, "sandbox/stand-in", file);
  const [plugin, runPlugin] = layersOf("sandbox/stand-in");
  const rest: Layer = { name: "methods", sources: [PROVIDER_SERVER, source("methods.ts"), ...rpcSources()] };
  const layers = [plugin, runPlugin, rest].filter((layer) => layer !== undefined);
  return { name, address: STAND_IN_ADDRESS, version, entry: source("main.ts"), layers, prepared: new Map() };
}

/** A provider whose folder has `main.ts` (what starts), `methods.ts` (what answers) and `server.ts` (what computes). */
function providerBuild(
  provider: Provider,
  address: string,
  folder: string,
  more: readonly Layer[] = [],
): ProviderBuild {
  const { name, version } = provider;
  const entry = resolve(ROOT, folder, "main.ts");
  const layers = [...layersOf(folder), ...more];
  return { name, address, version, entry, layers, prepared: preparedAnswersOf(provider) };
}

/** What every plan with a machine needs: one file is read faster than thirty. */
function machineLayer(): Layer {
  const sources = ["resources/talos-machine/resource", "clients/clients", "clients/talos/index", "fleet/index"];
  return { name: "machine", sources: sources.map((source) => resolve(ROOT, `provider-bridge/${source}.ts`)) };
}

/** In the order in which a process needs them: up to the handshake, to take calls, to answer from files, to compute. */
function layersOf(folder: string): readonly Layer[] {
  const plugin = (name: string) => resolve(ROOT, "provider-bridge/plugin", `${name}.ts`);
  return [
    { name: "plugin", sources: [plugin("index")] },
    { name: "run-plugin", sources: [plugin("run-plugin")] },
    { name: "methods", sources: [PROVIDER_SERVER, resolve(ROOT, folder, "methods.ts")] },
    { name: "engine", sources: [resolve(ROOT, folder, "server.ts"), ...rpcSources()] },
  ];
}

/** Each RPC is small, and a walk needs several of them: one file is read faster than ten. */
function rpcSources(): readonly string[] {
  const folder = resolve(ROOT, "provider-bridge/protocol/rpc");
  return readdirSync(folder).map((name) => join(folder, name));
}

function preparedAnswersOf(provider: Provider): ReadonlyMap<PreparedRpc, Uint8Array> {
  const silent = () => undefined;
  const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
  const server = createProviderServer(provider, { log });
  return new Map<PreparedRpc, Uint8Array>([
    ["GetProviderSchema", encodeGetProviderSchema(server.getProviderSchema())],
    ["GetMetadata", encodeGetMetadata(server.getMetadata())],
    ["GetFunctions", encodeGetFunctions(server.getFunctions())],
    ["GetResourceIdentitySchemas", encodeGetResourceIdentitySchemas(server.getResourceIdentitySchemas())],
  ]);
}
