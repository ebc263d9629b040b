import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** What is wrong with the provider block. */
export function encodeValidateProviderConfig(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("ValidateProviderConfig.Response", diagnostics);
}
