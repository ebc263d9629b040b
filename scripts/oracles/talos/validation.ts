/** Validation: the same verdict, the same number of errors and warnings. */
import { decodeConfig } from "../../../provider-bridge/talos-config/decode";
import { type ValidationMode, validateConfig } from "../../../provider-bridge/talos-config/validate";
import { type OracleCase, textAt, textsAt } from "./case";
import { attempt } from "./compare";

/** The same verdict, as many errors, as many warnings; what differs, undefined when nothing does. */
export function replayValidate({ in: input, out, minor }: OracleCase): string | undefined {
  const decoded = attempt(() => decodeConfig(textAt(input, "config"), minor));
  if (decoded.ok !== (out["loads"] === true)) {
    return decoded.ok ? `ours loads, theirs: ${textAt(out, "loadError")}` : `ours does not load: ${decoded.error}`;
  }
  if (!decoded.ok) return undefined;
  const findings = validateConfig(decoded.value, {
    mode: modeOf(textAt(input, "mode")),
    minor,
    strict: input["strict"] === true,
  });
  const ours = findings.map(({ severity, document, path, message }) => `${severity} ${document} ${path}: ${message}`);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const theirErrors = textsAt(out, "errors");
  const theirWarnings = textsAt(out, "warnings");
  const same =
    errors === theirErrors.length && warnings === theirWarnings.length && (errors === 0) === (out["valid"] === true);
  return same
    ? undefined
    : `ours ${JSON.stringify(ours)}, theirs ${JSON.stringify([...theirErrors, ...theirWarnings])}`;
}

function modeOf(text: string): ValidationMode {
  if (text === "metal" || text === "container") return text;
  return "cloud";
}
