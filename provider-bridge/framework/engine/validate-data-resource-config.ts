import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { dataSourceOf } from "./served";
import { validateConfig } from "./validate-config";

/** A data block to check; it may hold unknowns. */
export interface ValidateDataResourceConfigRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** Checks a data block. */
export async function validateDataResourceConfig(
  call: Call,
  request: ValidateDataResourceConfigRequest,
): Promise<void> {
  const { typeName, config } = request;
  const what = `validate data source ${typeName}`;
  await attempt(call, what, undefined, () =>
    validateConfig(call, what, dataSourceOf(call.engine.provider, typeName), config, true),
  );
}
