import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { ephemeralResourceOf } from "./served";
import { validateConfig } from "./validate-config";

/** An ephemeral block to check; it may hold unknowns. */
export interface ValidateEphemeralResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** Checks a ephemeral block. */
export async function validateEphemeralResourceConfig(
  call: Call,
  request: ValidateEphemeralResourceConfigRequest,
): Promise<void> {
  const { typeName, config } = request;
  const what = `validate ephemeral resource ${typeName}`;
  await attempt(call, what, undefined, () =>
    validateConfig(call, what, ephemeralResourceOf(call.engine.provider, typeName), config, true),
  );
}
