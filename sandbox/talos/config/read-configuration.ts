/** Reads a machine configuration as a node of one Talos version does: by documents, strictly, without changing it. */
import { ConfigurationError } from "./configuration-error";
import { decodeDocument } from "./decode-document";
import { kindType } from "./key-table";
import type { Plain } from "./plain";
import { type RawDocument, splitDocuments } from "./split-documents";

/** One document of a configuration. */
export interface ConfigDocument {
  /** "v1alpha1" for the main document. */
  readonly kind: string;
  /** Empty where the kind has no names. */
  readonly name: string;
  readonly content: Plain;
}

/** A configuration that was read. */
export interface Configuration {
  /** The bytes as they came, as text. */
  readonly text: string;
  /** The v1alpha1 document; undefined in a partial configuration. */
  readonly main: Plain | undefined;
  readonly documents: readonly ConfigDocument[];
}

/** What was read last, by version and text: machines of a pool have one text, and each reads it at every boot. */
const latest = new Map<string, Configuration>();
const mostLatest = 64;

/**
 * Reads a configuration for Talos 1.`minor`.
 * @throws ConfigurationError for what is no YAML, unknown kinds and keys, values of a wrong type, documents twice.
 */
export function readConfiguration(text: string, minor: number): Configuration {
  const key = `${minor} ${text}`;
  const found = latest.get(key) ?? readText(text, minor);
  latest.delete(key);
  latest.set(key, found);
  const [oldest] = latest.keys();
  if (latest.size > mostLatest && oldest !== undefined) latest.delete(oldest);
  return found;
}

function readText(text: string, minor: number): Configuration {
  const seen = new Set<string>();
  const documents: ConfigDocument[] = [];
  let main: Plain | undefined;
  for (const raw of splitDocuments(text)) {
    const document = readDocument(raw, minor);
    const key = [raw.apiVersion, document.kind, document.name].join("/");
    if (seen.has(key)) throw new ConfigurationError(`duplicate document ${key} is not allowed (line ${raw.line})`);
    seen.add(key);
    if (document.kind === "v1alpha1") main = document.content;
    documents.push(document);
  }
  refuseRivals(documents);
  return { text, main, documents };
}

function readDocument(raw: RawDocument, minor: number): ConfigDocument {
  const { apiVersion, kind, name } = raw;
  const isMain = kind === "" && apiVersion === "";
  const place = `error decoding document ${apiVersion}/${kind === "" ? "v1alpha1" : kind}/${name} (line ${raw.line})`;
  try {
    if (isMain) {
      const isMachine = raw.root.has("machine") || raw.root.has("cluster");
      if (!isMachine && isKindless(raw)) throw new ConfigurationError("missing kind");
      return { kind: "v1alpha1", name: "", content: decodeDocument(raw, "&v1alpha1.Config", minor) };
    }
    if (kind === "") throw new ConfigurationError("missing kind");
    if (apiVersion === "") throw new ConfigurationError("missing apiVersion");
    const type = apiVersion === "v1alpha1" ? kindType(kind, minor) : undefined;
    if (type === undefined) throw new ConfigurationError(`"${kind}" "${apiVersion}": not registered`);
    return { kind, name, content: decodeDocument(raw, type, minor) };
  } catch (error) {
    if (error instanceof ConfigurationError) throw new ConfigurationError(`${place}: ${error.message}`);
    throw error;
  }
}

/** "version: v1alpha1" and nothing else is no main document. */
function isKindless(raw: RawDocument): boolean {
  return raw.root.items.every((pair) => String(pair.key) === "version");
}

/** Kinds that may not both configure the same thing. */
function refuseRivals(documents: readonly ConfigDocument[]): void {
  const groups = [
    [
      "LinkConfig",
      "BondConfig",
      "BridgeConfig",
      "DummyLinkConfig",
      "VLANConfig",
      "WireguardConfig",
      "VRFConfig",
      "VethConfig",
    ],
    ["HCloudVIPConfig", "Layer2VIPConfig"],
  ];
  for (const group of groups) {
    const seen = new Map<string, string>();
    for (const { kind, name } of documents.filter((document) => group.includes(document.kind))) {
      const before = seen.get(name);
      if (before !== undefined)
        throw new ConfigurationError(`conflicting documents: ${before}/${name} and ${kind}/${name}`);
      seen.set(name, kind);
    }
  }
}

/** True when there is a v1alpha1 document: what a machine needs in order to leave maintenance. */
export function isComplete(configuration: Configuration): boolean {
  return configuration.main !== undefined;
}
