import { arrange, DecodeError, decodeDocuments, parseDocuments } from "../decode";
import type { ConfigDocument } from "../documents";
import type { YamlNode } from "../yaml";
import { type JsonOperation, readJsonOperations } from "./json-operations";
import { PatchError } from "./patch-error";
import { extractSelectors, type Selector, SelectorProblem } from "./selector";

/** A strategic merge patch: documents to merge and deletions, in the order of the text. */
export interface StrategicPatch {
  readonly kind: "strategic";
  readonly steps: readonly ({ readonly document: ConfigDocument } | { readonly selector: Selector })[];
}

/** A JSON patch (RFC 6902). */
export interface JsonPatch {
  readonly kind: "json";
  readonly operations: readonly JsonOperation[];
}

/** A patch as it was understood. */
export type Patch = StrategicPatch | JsonPatch;

/**
 * Reads a patch as Talos does: first as strategic merge, then as a JSON patch in JSON, then in YAML; an
 * empty text is an empty JSON patch. Throws PatchError (`number` is the patch's place in its list, from 1).
 */
export function loadPatch(text: string, minor: number, number = 1): Patch {
  try {
    return loadStrategic(text, minor);
  } catch (error) {
    const operations = readJsonOperations(text);
    if (operations !== undefined) return { kind: "json", operations };
    throw asPatchError(error, number);
  }
}

function loadStrategic(text: string, minor: number): StrategicPatch {
  const roots = parseDocuments(text);
  const remaining: YamlNode[] = [];
  const order: (Selector | YamlNode)[] = [];
  for (const root of roots) {
    const { selectors, empty } = extractSelectors(root);
    order.push(...selectors);
    if (empty) continue;
    order.push(root);
    remaining.push(root);
  }
  const documents = decodeDocuments(remaining, minor);
  arrange(documents);
  if (documents.length === 0 && order.length === remaining.length) {
    throw new DecodeError([{ message: "there is no document in the patch", path: "", line: 1, column: 1 }]);
  }
  return { kind: "strategic", steps: interleave(order, documents) };
}

/** Null documents leave no decoded document behind, so documents are matched by their line. */
function interleave(
  order: readonly (Selector | YamlNode)[],
  documents: readonly ConfigDocument[],
): StrategicPatch["steps"] {
  const rest = [...documents];
  return order.flatMap((step): StrategicPatch["steps"][number][] => {
    if ("path" in step) return [{ selector: step }];
    if (rest[0]?.line !== step.line) return [];
    const document = rest.shift();
    return document === undefined ? [] : [{ document }];
  });
}

function asPatchError(error: unknown, patch: number): unknown {
  if (error instanceof SelectorProblem) return new PatchError(error.message, { patch, path: "", line: error.line });
  if (!(error instanceof DecodeError)) return error;
  const [first, ...more] = error.issues;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return new PatchError(`${first?.message ?? "unreadable"}${others}`, {
    patch,
    path: first?.path ?? "",
    line: first?.line ?? 0,
  });
}
