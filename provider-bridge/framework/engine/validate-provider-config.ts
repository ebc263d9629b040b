import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { validateConfig } from "./validate-config";

/** A provider block to check; it may hold unknowns. */
export interface ValidateProviderConfigRequest {
  readonly config: Value;
}

/** Checks the provider block. */
export async function validateProviderConfig(call: Call, request: ValidateProviderConfigRequest): Promise<void> {
  const { provider } = call.engine;
  const what = `validate the configuration of provider ${provider.name}`;
  await attempt(call, what, undefined, () => validateConfig(call, what, provider, request.config, true));
}
