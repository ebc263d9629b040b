import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { resourceOf } from "./served";
import { validateConfig } from "./validate-config";

/** A resource block to check; it may hold unknowns. */
export interface ValidateResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
  readonly writeOnlyAttributesAllowed: boolean;
}

/** Checks a resource block. */
export async function validateResourceConfig(call: Call, request: ValidateResourceConfigRequest): Promise<void> {
  const { typeName, config } = request;
  const what = `validate ${typeName}`;
  await attempt(call, what, undefined, () =>
    validateConfig(call, what, resourceOf(call.engine.provider, typeName), config, request.writeOnlyAttributesAllowed),
  );
}
