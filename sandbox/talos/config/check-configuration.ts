/** Validates a configuration as a node in the cloud does before it takes it: rules by area, and one message for all. */
import { clusterFindings } from "./cluster-rules";
import { ConfigurationError } from "./configuration-error";
import { documentFindings } from "./document-rules";
import { machineFindings } from "./machine-rules";
import { at } from "./plain";
import type { Configuration } from "./read-configuration";

/**
 * Refuses what Talos 1.`minor` refuses of the things that a node acts on; the rest is let through. A configuration
 * without a v1alpha1 document is looked at document by document.
 * @throws ConfigurationError with all findings.
 */
export function checkConfiguration(configuration: Configuration, minor: number): void {
  const { main } = configuration;
  const findings = documentFindings(configuration);
  if (main !== undefined) findings.unshift(...mainFindings(configuration, minor));
  if (findings.length === 0) return;
  const count = findings.length === 1 ? "1 error" : `${findings.length} errors`;
  throw new ConfigurationError(`${count} occurred:\n${findings.map((finding) => `\t* ${finding}\n`).join("")}\n`);
}

function mainFindings(configuration: Configuration, minor: number): string[] {
  const { main } = configuration;
  const findings: string[] = [];
  const machine = at(main, "machine");
  if (machine === undefined || machine === null) return ["machine instructions are required"];
  if (at(main, "persist") === false) findings.push(".persist should be enabled");
  findings.push(...machineFindings(configuration, minor), ...clusterFindings(configuration, minor));
  return findings;
}
