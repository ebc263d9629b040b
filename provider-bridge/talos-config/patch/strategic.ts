import { arrange } from "../decode";
import { type ConfigDocument, documentLabel, legacyKind, type MachineConfig } from "../documents";
import { specOf } from "../encode";
import { cloneValue, type ValueMap } from "../value";
import { deleteFrom } from "./delete";
import type { StrategicPatch } from "./load";
import { mergeStruct } from "./merge";
import { MergeProblem } from "./patch-error";
import type { Selector } from "./selector";

/** Merges the documents of a patch into a configuration; the configuration given is not changed. */
export function applyStrategic(config: MachineConfig, patch: StrategicPatch, minor: number): MachineConfig {
  const documents = config.documents.map(cloneDocument);
  for (const step of ordered(patch)) {
    if ("document" in step) mergeDocument(documents, step.document, minor);
    else deleteDocument(documents, step.selector, minor);
  }
  return { documents: arrange(documents) };
}

function cloneDocument(document: ConfigDocument): ConfigDocument {
  const value = cloneValue(document.value);
  return { ...document, value: value instanceof Map ? value : new Map() };
}

/** Talos takes deletions in the v1alpha1 document first, then that document, then the rest in order. */
function ordered(patch: StrategicPatch): StrategicPatch["steps"] {
  const rank = (step: StrategicPatch["steps"][number]) => {
    if ("selector" in step) return step.selector.kind === legacyKind ? 0 : 2;
    return step.document.kind === legacyKind ? 1 : 2;
  };
  return patch.steps.toSorted((left, right) => rank(left) - rank(right));
}

function mergeDocument(documents: ConfigDocument[], patch: ConfigDocument, minor: number): void {
  const existing = documents.find((document) => sameDocument(document, patch));
  if (existing === undefined) {
    documents.push(cloneDocument(patch));
    return;
  }
  const right = cloneValue(patch.value) as ValueMap;
  try {
    mergeStruct(existing.value, right, specOf(patch.kind), minor);
  } catch (error) {
    throw within(error, existing);
  }
}

function deleteDocument(documents: ConfigDocument[], selector: Selector, minor: number): void {
  const index = documents.findIndex((document) => sameDocument(document, selector));
  const document = documents[index];
  if (document === undefined) {
    throw new MergeProblem("", `there is no document ${documentLabel(selector)} to delete from`);
  }
  if (selector.path.length === 0) documents.splice(index, 1);
  else {
    try {
      deleteFrom(document.value, specOf(document.kind), selector, minor);
    } catch (error) {
      throw within(error, document);
    }
  }
}

function within(error: unknown, document: ConfigDocument): unknown {
  if (!(error instanceof MergeProblem) || document.kind === legacyKind) return error;
  return new MergeProblem(`${documentLabel(document)} ${error.path}`, error.message);
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

function sameDocument(left: Identity, right: Identity): boolean {
  return left.apiVersion === right.apiVersion && left.kind === right.kind && left.name === right.name;
}
