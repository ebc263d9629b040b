import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** What is wrong with the ephemeral block. */
export function encodeValidateEphemeralResourceConfig(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("ValidateEphemeralResourceConfig.Response", diagnostics);
}
