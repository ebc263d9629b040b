import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { encodeDiagnosticsOnly } from "./refusal";

/** Why the ephemeral resource could not be closed. */
export function encodeCloseEphemeralResource(diagnostics: readonly Diagnostic[]): Uint8Array {
  return encodeDiagnosticsOnly("CloseEphemeralResource.Response", diagnostics);
}
