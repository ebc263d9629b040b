import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** What is wrong with the data block. */
export function encodeValidateDataResourceConfig(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("ValidateDataResourceConfig.Response", diagnostics);
}
