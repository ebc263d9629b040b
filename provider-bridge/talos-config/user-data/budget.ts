import { type ConfigDocument, documentLabel, type MachineConfig } from "../documents";
import { encodeConfig, encodeDocument, specOf, structToOutput } from "../encode";
import { writeDocument, type YamlKey, type YamlOutput } from "../yaml";

/** The most that Hetzner takes as user_data. Source: Hetzner Cloud API, `user_data` of a server. */
export const maxUserDataBytes = 32_768;

/** A part of the configuration and how much room it takes. */
export interface Contributor {
  /** `v1alpha1 cluster.inlineManifests`, `LinkConfig/eth0`. */
  readonly path: string;
  readonly bytes: number;
}

/** A configuration as user data, measured. */
export interface UserDataBudget {
  /** What to hand over: minimal YAML, without comments. */
  readonly text: string;
  readonly bytes: number;
  readonly maxBytes: number;
  readonly fits: boolean;
  /** The biggest parts, biggest first, at most ten. */
  readonly contributors: readonly Contributor[];
}

/** Measures a configuration against Hetzner's limit, after taking everything out that says nothing. */
export function userDataBudget(config: MachineConfig): UserDataBudget {
  const text = encodeConfig(config);
  const bytes = Buffer.byteLength(text);
  const contributors = config.documents
    .flatMap((document) => parts(document))
    .sort((left, right) => right.bytes - left.bytes)
    .slice(0, 10);
  return { text, bytes, maxBytes: maxUserDataBytes, fits: bytes <= maxUserDataBytes, contributors };
}

/** Sections of the v1alpha1 document, other documents as a whole. */
function parts(document: ConfigDocument): Contributor[] {
  const label = documentLabel(document);
  if (document.kind !== "v1alpha1") return [{ path: label, bytes: Buffer.byteLength(encodeDocument(document)) }];
  const output = structToOutput(document.value, specOf(document.kind));
  return [...output].flatMap(([section, value]) =>
    value instanceof Map ? sectionParts(`${label} ${String(section)}`, value) : [],
  );
}

function sectionParts(path: string, section: Map<YamlKey, YamlOutput>): Contributor[] {
  return [...section].map(([key, value]) => ({
    path: `${path}.${String(key)}`,
    bytes: Buffer.byteLength(writeDocument(new Map([[key, value]]))),
  }));
}
