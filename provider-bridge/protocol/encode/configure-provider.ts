import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** Why the provider could not be configured. */
export function encodeConfigureProvider(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("ConfigureProvider.Response", diagnostics);
}
