/** Takes the text of a machine configuration apart into its YAML documents. */
import { type Document, isMap, isScalar, LineCounter, type Node, parseAllDocuments, type YAMLMap } from "yaml";
import { ConfigurationError } from "./configuration-error";

/** One document as it lies in the text. */
export interface RawDocument {
  /** "v1alpha1"; empty where the document says none, as the main document does. */
  apiVersion: string;
  /** Empty for the main document. */
  kind: string;
  /** Empty where the kind has no names. */
  name: string;
  /** Counted from 1. */
  line: number;
  root: YAMLMap;
  document: Document;
  /** The line of a node, for messages. */
  lineOf(node: Node | null): number;
}

/** Talos reads no more than 32 MiB in a message; YAML of this size is an attack all the same. */
const mostBytes = 8 * 1024 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that YAML forbids
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * The documents of a text, empty ones left out.
 * @throws ConfigurationError when it is no YAML, no list of maps, or nothing at all.
 */
export function splitDocuments(text: string): RawDocument[] {
  if (text.length > mostBytes) throw new ConfigurationError("decode error: yaml: document is too large");
  if (/^%YAML/m.test(text)) throw new ConfigurationError("decode error: yaml: found incompatible YAML document");
  if (controlCharacter.test(text))
    throw new ConfigurationError("decode error: yaml: control characters are not allowed");
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, uniqueKeys: true, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  const found: RawDocument[] = [];
  for (const document of documents) {
    const error = document.errors[0];
    if (error !== undefined) {
      const line = lines.linePos(error.pos[0]).line;
      throw new ConfigurationError(`decode error: yaml: line ${line}: ${error.message}`);
    }
    const lineOf = (node: Node | null) => lines.linePos(node?.range?.[0] ?? 0).line;
    const root = document.contents;
    if (root === null || (isScalar(root) && root.value === null)) continue;
    if (!isMap(root)) throw new ConfigurationError(`expected a YAML document at line ${lineOf(root)}`);
    if (root.items.length === 0) continue;
    found.push({ ...identityOf(root), line: lineOf(root), root, document, lineOf });
  }
  if (found.length === 0) throw new ConfigurationError("config not found");
  return found;
}

function identityOf(root: YAMLMap): { apiVersion: string; kind: string; name: string } {
  const read = (key: string) => {
    const node = root.get(key, true);
    if (node === undefined || (isScalar(node) && node.value === null)) return "";
    if (!isScalar(node))
      throw new ConfigurationError(`${key} decode: yaml: construct errors: cannot construct into string`);
    return node.source ?? String(node.value);
  };
  return { apiVersion: read("apiVersion"), kind: read("kind"), name: read("name") };
}
