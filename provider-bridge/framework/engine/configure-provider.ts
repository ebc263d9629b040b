import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { runOperation } from "./operation";

/** The provider block, with unknowns during planning. */
export interface ConfigureProviderRequest {
  readonly config: Value;
  readonly terraformVersion: string;
}

/** Hands the provider block to the provider, which makes what its resources work with. */
export async function configureProvider(call: Call, request: ConfigureProviderRequest): Promise<void> {
  const { engine, signal, diagnostics } = call;
  const { provider } = engine;
  const what = `configure provider ${provider.name}`;
  await attempt(call, what, undefined, () =>
    runOperation(engine, { what, signal, diagnostics }, (context) =>
      provider.configure(request.config, request.terraformVersion, context),
    ),
  );
}
