import { type Messages, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { Diagnostic } from "../../framework/diagnostics/diagnostic";
import { diagnosticMessages } from "./diagnostics";

/** The answers that can hold diagnostics. */
export type AnswerName = {
  [Name in keyof Messages & `${string}.Response`]: Messages[Name] extends { readonly diagnostics: unknown }
    ? Name
    : never;
}[keyof Messages & `${string}.Response`];

/** An answer that holds diagnostics and nothing else. */
export function encodeDiagnosticsOnly(name: AnswerName, diagnostics: readonly Diagnostic[]): Uint8Array {
  return tfplugin6.encode(name, { diagnostics: diagnosticMessages(diagnostics) });
}
