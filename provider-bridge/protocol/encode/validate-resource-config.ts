import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** What is wrong with the resource block. */
export function encodeValidateResourceConfig(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("ValidateResourceConfig.Response", diagnostics);
}
