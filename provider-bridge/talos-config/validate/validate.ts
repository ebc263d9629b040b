import { documentLabel, legacyDocument, type MachineConfig, newestMinor } from "../documents";
import type { ValueMap } from "../value";
import { advice } from "./advice";
import { clusterRules } from "./cluster-rules";
import { conflictsWithLegacy } from "./conflict-rules";
import { type Finding, type Problem, type Rule, rulesFor, type ValidationMode } from "./finding";
import { identityRules } from "./identity-rules";
import { interfaceRules } from "./interface-rules";
import { kubernetesDocuments } from "./kubernetes-documents";
import { type LegacyConfig, legacyConfig } from "./legacy";
import { machineRules } from "./machine-rules";
import { bondWarnings, type DocumentCheck, networkDocuments } from "./network-documents";
import { storageDocuments } from "./storage-documents";
import { imagePatternWarnings, systemDocuments } from "./system-documents";
import { wholeRules } from "./whole-rules";

/** How strict to be, and for which Talos. */
export interface ValidateOptions {
  /** Where the machine runs; Hetzner's is `cloud`, the default. */
  readonly mode?: ValidationMode;
  /** Minor version of the Talos that judges; default the newest. */
  readonly minor?: number;
  /** Warnings of the v1alpha1 document count as errors. Default false. */
  readonly strict?: boolean;
  /** Also give our own advice, on what Talos takes and what surely fails later. Default false. */
  readonly advice?: boolean;
}

const legacyRules: readonly Rule<LegacyConfig>[] = [
  ...clusterRules,
  ...identityRules,
  ...machineRules,
  ...interfaceRules,
];
const documentChecks: Readonly<Record<string, DocumentCheck>> = {
  ...networkDocuments,
  ...storageDocuments,
  ...systemDocuments,
  ...kubernetesDocuments,
};

const documentWarnings: Readonly<Record<string, DocumentCheck>> = {
  BondConfig: bondWarnings,
  ImageVerificationConfig: imagePatternWarnings,
};

/** Judges a configuration as Talos does before it takes one; errors and warnings, in the order of the documents. */
export function validateConfig(config: MachineConfig, options: ValidateOptions = {}): Finding[] {
  const { mode = "cloud", minor = newestMinor } = options;
  const legacy = legacyDocument(config);
  const findings = legacy === undefined ? [] : validateLegacy(legacy, mode, minor);
  for (const document of config.documents) {
    if (document.kind === "v1alpha1") continue;
    const label = documentLabel(document);
    const problems = documentChecks[document.kind]?.(document.value, minor) ?? [];
    findings.push(...problems.map((problem) => finding("error", label, problem)));
    const warnings = documentWarnings[document.kind]?.(document.value, minor) ?? [];
    findings.push(...warnings.map((problem) => finding("warning", label, problem)));
    if (legacy === undefined) continue;
    const conflicts = conflictsWithLegacy(document.kind, document.value, legacy);
    findings.push(
      ...conflicts.map(({ path, message }) => finding("error", "v1alpha1", { path, message: `${message} (${label})` })),
    );
  }
  const whole = { config, legacy: legacy && legacyConfig(legacy, mode), mode };
  const problems = rulesFor(wholeRules, minor).flatMap((rule) => rule.check(whole));
  findings.push(...problems.map((problem) => finding("error", "", problem)));
  if (options.advice === true) findings.push(...advice(config).map((own) => ({ ...own, own: true })));
  return options.strict === true ? findings.map(strict) : findings;
}

function validateLegacy(root: ValueMap, mode: ValidationMode, minor: number): Finding[] {
  const legacy = legacyConfig(root, mode);
  if (legacy === undefined)
    return [finding("error", "v1alpha1", { path: "machine", message: "the section is required" })];
  return rulesFor(legacyRules, minor).flatMap((rule) =>
    rule.check(legacy).map((problem) => finding(rule.warning === true ? "warning" : "error", "v1alpha1", problem)),
  );
}

function finding(severity: Finding["severity"], document: string, { path, message }: Problem): Finding {
  return { severity, document, path, message, own: false };
}

function strict(found: Finding): Finding {
  return found.severity === "warning" && found.document === "v1alpha1" && !found.own
    ? { ...found, severity: "error" }
    : found;
}
