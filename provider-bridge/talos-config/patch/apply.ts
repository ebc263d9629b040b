import { DecodeError, decodeConfig, parseDocuments } from "../decode";
import { type MachineConfig, newestMinor } from "../documents";
import { encodeConfig } from "../encode";
import { GeneralMap, type Value } from "../value";
import { RawScalar, writeDocument, type YamlKey, type YamlOutput } from "../yaml";
import { toJson } from "./json-operations";
import { applyOperations } from "./json-patch";
import { type JsonPatch, loadPatch, type Patch } from "./load";
import { MergeProblem, PatchError } from "./patch-error";
import { applyStrategic } from "./strategic";

/**
 * Applies patches in order, as Talos does. `minor` is the Talos that reads configuration and patches
 * (13 for 1.13). The configuration given is not changed. Throws PatchError with the number of the patch.
 */
export function applyPatches(
  config: MachineConfig,
  patches: readonly string[],
  minor: number = newestMinor,
): MachineConfig {
  let current = config;
  for (const [index, text] of patches.entries()) {
    const number = index + 1;
    const patch = loadPatch(text, minor, number);
    current = applyPatch(current, patch, minor, number);
  }
  return current;
}

function applyPatch(config: MachineConfig, patch: Patch, minor: number, number: number): MachineConfig {
  try {
    return patch.kind === "strategic" ? applyStrategic(config, patch, minor) : applyJson(config, patch, minor);
  } catch (error) {
    if (error instanceof MergeProblem)
      throw new PatchError(error.message, { patch: number, path: error.path, line: 0 });
    if (error instanceof DecodeError) {
      const [issue] = error.issues;
      const problem = `the result is no valid configuration: ${issue?.message ?? error.message}`;
      throw new PatchError(problem, { patch: number, path: issue?.path ?? "", line: 0 });
    }
    throw error;
  }
}

function applyJson(config: MachineConfig, patch: JsonPatch, minor: number): MachineConfig {
  const [root, ...more] = parseDocuments(encodeConfig(config, minor));
  if (root === undefined || more.length > 0) {
    throw new MergeProblem(
      "",
      "JSON patches work on configurations of one document only; write a strategic merge patch",
    );
  }
  const patched = applyOperations(toJson(root), patch.operations);
  return decodeConfig(writeDocument(jsonOutput(patched)), minor);
}

function jsonOutput(value: Value): YamlOutput {
  if (Array.isArray(value)) return value.map(jsonOutput);
  if (value instanceof Map) {
    return new Map<YamlKey, YamlOutput>([...value].map(([key, item]) => [key, jsonOutput(item)]));
  }
  if (value instanceof GeneralMap) return new RawScalar("{}");
  return value;
}
