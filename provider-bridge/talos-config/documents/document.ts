import type { ValueMap } from "../value";

/** One document of a machine configuration. */
export interface ConfigDocument {
  /** Empty for the v1alpha1 document. */
  readonly apiVersion: string;
  /** `v1alpha1` for the document without a kind. */
  readonly kind: string;
  /** Empty for kinds without a name. */
  readonly name: string;
  readonly value: ValueMap;
  /** Where it begins in the text it was read from, 0 when it was made. */
  readonly line: number;
}

/** A decoded machine configuration: the v1alpha1 document first, if there is one. */
export interface MachineConfig {
  readonly documents: readonly ConfigDocument[];
}

/** The value of the v1alpha1 document, if there is one. */
export function legacyDocument(config: MachineConfig): ValueMap | undefined {
  return config.documents.find((document) => document.kind === "v1alpha1")?.value;
}

/** Values of all documents of a kind. */
export function documentsOfKind(config: MachineConfig, kind: string): ValueMap[] {
  return config.documents.filter((document) => document.kind === kind).map((document) => document.value);
}

/** How Talos names a document in messages: `LinkConfig/eth0`, `HostnameConfig`. */
export function documentLabel(document: { readonly kind: string; readonly name: string }): string {
  return document.name === "" ? document.kind : `${document.kind}/${document.name}`;
}
