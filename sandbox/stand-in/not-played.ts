import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";

/** What is said of a type or verb that the stand-in does not play. */
export function notPlayed(name: string): DiagnosticError {
  return new DiagnosticError(
    `The stand-in does not play "${name}"`,
    "The stand-in of hetznercloud/hcloud plays what the constructs of this project use, for a first try without a registry. For everything else, use the real provider.",
  );
}
