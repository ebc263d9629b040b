import type { MessageInit } from "../../../wire/protobuf";
import { type Diagnostic as DiagnosticMessage, DiagnosticSeverity } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { attributePathMessage } from "./attribute-path";

/** Diagnostics as messages, in their order. */
export function diagnosticMessages(diagnostics: readonly Diagnostic[]): readonly MessageInit<DiagnosticMessage>[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: severity === "error" ? DiagnosticSeverity.ERROR : DiagnosticSeverity.WARNING,
    summary,
    detail,
    attribute: path === undefined || path.length === 0 ? undefined : attributePathMessage(path),
  }));
}
