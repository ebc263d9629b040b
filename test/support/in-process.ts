/** Providers served from within the test: a core attaches to them, so that a plan costs no process start. */
import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import { reattachEnvironment, serveForReattach } from "../../provider-bridge/plugin";
import { createMethodTable } from "../../provider-bridge/protocol";
import { addressesOf } from "../../scripts/build/mirror";
import type { MethodTable } from "../../wire/grpc/method";
import { collectingLog } from "./silent-log";

/** A provider that cores can attach to. */
export interface InProcessProvider {
  /** What a core's environment needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the server. */
  close(): void;
}

/** Serves a provider under `address` (`HOST/NAMESPACE/TYPE`), in both registries, until it is closed. */
export function serveInProcess(provider: Provider, address: string): Promise<InProcessProvider> {
  const createServer = () => createProviderServer(provider, collectingLog());
  return serveMethodsInProcess(createMethodTable({ createServer }), address);
}

/** The same for methods that somebody else has made of a provider. */
export async function serveMethodsInProcess(methods: MethodTable, address: string): Promise<InProcessProvider> {
  const server = await serveForReattach({ providerAddress: address, methods });
  const configs = Object.fromEntries(addressesOf(address).map((each) => [each, server.reattachConfig]));
  return { environment: { TF_REATTACH_PROVIDERS: reattachEnvironment(configs) }, close: () => server.close() };
}
