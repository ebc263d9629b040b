import {
  type ConfigDocument,
  conflictingKinds,
  documentLabel,
  kindSince,
  kindSpec,
  knownKinds,
  legacyKind,
  legacyType,
  type MachineConfig,
  newestMinor,
} from "../documents";
import { textAt, type ValueMap } from "../value";
import { type MappingNode, readDocuments, YamlError, type YamlNode } from "../yaml";
import { DecodeContext } from "./context";
import { DecodeError } from "./decode-error";
import { nearest } from "./nearest";
import { isNull } from "./nodes";
import { decodeRoot } from "./struct";

const legacyRootKeys = new Set(["machine", "cluster", "debug", "persist"]);

/**
 * Reads a machine configuration of one or more documents as that Talos (minor version, 13 for 1.13) does.
 * Throws DecodeError with every issue found: no document, unknown kind or key, wrong type, a document twice.
 */
export function decodeConfig(text: string, minor: number = newestMinor): MachineConfig {
  const roots = parseDocuments(text);
  const documents = decodeDocuments(roots, minor);
  if (documents.length === 0) fail("there is no document in the text", { line: 1, column: 1 });
  return { documents: arrange(documents) };
}

/** Decodes one mapping into a struct of the type tables, passing over unknown keys. Throws DecodeError. */
export function decodeLoosely(root: MappingNode, type: string): ValueMap {
  const context = new DecodeContext(newestMinor, false);
  const value = decodeRoot(context, root, type, true);
  if (context.issues.length > 0) throw new DecodeError(context.issues);
  return value;
}

/** Parses the YAML of a text; throws DecodeError instead of YamlError. */
export function parseDocuments(text: string): YamlNode[] {
  try {
    return readDocuments(text);
  } catch (error) {
    if (error instanceof YamlError) return fail(error.problem, error);
    throw error;
  }
}

/** Decodes parsed documents in their order; null documents are left out, up to Talos 1.11 refused. */
export function decodeDocuments(roots: readonly YamlNode[], minor: number): ConfigDocument[] {
  const context = new DecodeContext(minor);
  const documents: ConfigDocument[] = [];
  const seen = new Set<string>();
  for (const root of roots) {
    if (isNull(root)) {
      if (minor < 12 && roots.length > 1) context.issue(root, "", `the document is empty, remove its "---"`);
      continue;
    }
    if (root.kind !== "mapping") {
      context.issue(root, "", "a document is a mapping");
      continue;
    }
    const id = [rawValue(root, "apiVersion"), rawValue(root, "kind") || legacyKind, rawValue(root, "name")].join("/");
    if (seen.has(id)) context.issue(root, "", `the document ${id} stands twice`);
    seen.add(id);
    const document = decodeDocument(context, root);
    if (document !== undefined) documents.push(document);
  }
  if (context.issues.length > 0) throw new DecodeError(context.issues);
  return documents;
}

/** Puts the v1alpha1 document first; throws DecodeError for documents that exclude each other. */
export function arrange(documents: readonly ConfigDocument[]): ConfigDocument[] {
  const taken = new Map<string, string>();
  for (const document of documents) {
    const label = documentLabel(document);
    const other = taken.get(`${document.kind}/${document.name}`);
    if (other !== undefined) {
      const problem =
        other === label ? `the document ${label} stands twice` : `${other} and ${label} exclude each other`;
      fail(problem, { line: document.line, column: 1 });
    }
    for (const kind of [document.kind, ...conflictingKinds(document.kind)])
      taken.set(`${kind}/${document.name}`, label);
  }
  const legacy = documents.filter((document) => document.kind === legacyKind);
  return [...legacy, ...documents.filter((document) => document.kind !== legacyKind)];
}

function decodeDocument(context: DecodeContext, root: MappingNode): ConfigDocument | undefined {
  const { kind, version } = identify(context, root);
  if (version === "v1alpha1" && kind === "") {
    const value = decodeRoot(context, root, legacyType, true);
    return { apiVersion: "", kind: legacyKind, name: "", value, line: root.line };
  }
  if (kind === "") return context.issue(root, "kind", "the document has no kind");
  if (version === "") return context.issue(root, "apiVersion", "the document has no apiVersion");
  const spec = version === "v1alpha1" ? kindSpec(kind, context.minor) : undefined;
  if (spec === undefined) return reportKind(context, root, kind, version);
  const value = decodeRoot(context, root, spec.type, false);
  return { apiVersion: version, kind, name: spec.named ? textAt(value, "name") : "", value, line: root.line };
}

/** As Talos does it: every key and value of the root is looked at, so a value "machine" counts as well. */
function identify(context: DecodeContext, root: MappingNode): { kind: string; version: string } {
  const flat = root.entries.flatMap(({ key, value }) => [key, value]);
  let kind = "";
  let version = "";
  for (const [index, node] of flat.entries()) {
    const text = node.kind === "scalar" ? node.value : "";
    const next = flat[index + 1];
    if (legacyRootKeys.has(text)) version = "v1alpha1";
    if ((text !== "kind" && text !== "apiVersion") || next === undefined) continue;
    if (next.kind !== "scalar") context.issue(next, text, "a string is expected");
    else if (text === "kind") kind = isNull(next) ? kind : next.value;
    else version = isNull(next) ? version : next.value;
  }
  return { kind, version };
}

function reportKind(context: DecodeContext, root: MappingNode, kind: string, version: string): undefined {
  const since = kindSince(kind);
  if (version !== "v1alpha1")
    return context.issue(root, "apiVersion", `unknown apiVersion "${version}" of kind "${kind}"`);
  if (since !== undefined) {
    return context.issue(root, "kind", `the kind "${kind}" needs Talos 1.${since}, this is 1.${context.minor}`);
  }
  const close = nearest(kind, knownKinds(context.minor));
  const hint = close === undefined ? "" : `, did you mean "${close}"?`;
  return context.issue(root, "kind", `unknown kind "${kind}"${hint}`, close);
}

/** The text of a root key, without decoding. */
export function rawValue(root: MappingNode, name: string): string {
  const entry = root.entries.find(({ key }) => key.kind === "scalar" && key.value === name);
  if (entry === undefined) return "";
  return entry.value.kind === "scalar" ? entry.value.value : entry.value.kind === "alias" ? entry.value.name : "";
}

function fail(message: string, at: { readonly line: number; readonly column: number }): never {
  throw new DecodeError([{ message, path: "", line: at.line, column: at.column }]);
}
