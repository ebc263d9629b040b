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
  let current: Patched = { config };
  for (const [index, text] of patches.entries()) {
    const number = index + 1;
    const patch = loadPatch(text, minor, number);
    current = applyPatch(current, patch, minor, number);
  }
  return current.config;
}

/** What the patches so far have made; `json` after a JSON patch: the next one finds the document as that left it. */
interface Patched {
  readonly config: MachineConfig;
  readonly json?: Value;
}

function applyPatch(before: Patched, patch: Patch, minor: number, number: number): Patched {
  try {
    if (patch.kind === "json") return applyJson(before, patch, minor);
    return { config: applyStrategic(before.config, patch, minor) };
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

function applyJson(before: Patched, patch: JsonPatch, minor: number): Patched {
  const json = applyOperations(before.json ?? toDocument(before.config, minor), patch.operations);
  return { json, config: decodeConfig(writeDocument(jsonOutput(json)), minor) };
}

function toDocument(config: MachineConfig, minor: number): Value {
  const [root, ...more] = parseDocuments(encodeConfig(config, minor));
  if (root !== undefined && more.length === 0) return toJson(root);
  throw new MergeProblem("", "JSON patches work on configurations of one document only; write a strategic merge patch");
}

function jsonOutput(value: Value): YamlOutput {
  if (Array.isArray(value)) return value.map(jsonOutput);
  if (value instanceof Map) {
    return new Map<YamlKey, YamlOutput>([...value].map(([key, item]) => [key, jsonOutput(item)]));
  }
  if (value instanceof GeneralMap) return new RawScalar("{}");
  return value;
}
