import type { Method, MethodTable } from "../../wire/grpc/method";
import { GrpcError } from "../../wire/grpc/status";
import { GrpcServer } from "./grpc-server";
import type { Logger } from "./log";
import type { Redactor } from "./redact";
import { auxiliaryServices } from "./services/auxiliary-services";

/** What is served, and where its failures are written. */
export interface ProviderServerOptions {
  /** Gives the provider's own methods; called once, at the first call that needs them or when `load` says so. */
  readonly loadMethods: () => MethodTable | Promise<MethodTable>;
  readonly logger: Logger;
  readonly redactor: Redactor;
  /** Called when a call is over; nobody is told by default. */
  readonly onAnswered?: (path: string) => void;
}

/** A gRPC server with go-plugin's services and, once they are loaded, those of the provider. */
export interface ProviderServer {
  readonly server: GrpcServer;
  /** Loads the provider's methods now, if nobody has yet. Rejects with whatever `loadMethods` threw. */
  load(): Promise<MethodTable>;
}

/** Puts go-plugin's services and the provider's together on one gRPC server. */
export function createProviderServer(options: ProviderServerOptions): ProviderServer {
  const auxiliary = auxiliaryServices();
  let loaded: Promise<MethodTable> | undefined;
  const load = (): Promise<MethodTable> => {
    loaded ??= (async () => options.loadMethods())();
    return loaded;
  };
  const findMethod = async (path: string): Promise<Method | undefined> =>
    auxiliary.get(path) ?? (await load()).get(path);
  const server = new GrpcServer({
    findMethod,
    describeError: (error, path) => describeError(error, path, options),
    ...(options.onAnswered === undefined ? {} : { onAnswered: options.onAnswered }),
  });
  return { server, load };
}

/** What the caller is told; the whole error, with its stack, goes to the log. */
function describeError(error: unknown, path: string, options: ProviderServerOptions): string {
  const isExpected = error instanceof GrpcError;
  options.logger[isExpected ? "debug" : "error"]("Call failed", { tf_rpc: path, error });
  return options.redactor.redact(error instanceof Error ? error.message : String(error));
}
