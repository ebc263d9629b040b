/** The configuration that is wanted: the base of the role with the patches of the node. Pure. */
import { createHash } from "node:crypto";
import {
  applyPatches,
  type ConfigDocument,
  decodeConfig,
  documentLabel,
  hashConfig,
  type MachineConfig,
} from "../../talos-config";

/** A configuration and what is known of it without reading it again. */
export interface WantedConfig {
  /** Made when it is asked for: most plans need no more than the hash. */
  readonly config: MachineConfig;
  /** Of what it means, the images of Kubernetes left out. */
  readonly sha256: string;
  /** The machine type that it names. */
  readonly role: string;
}

const WITHOUT_TAGS = { withoutKubernetesImages: true } as const;

/** What many machines share: it is hashed and read once. */
interface Base {
  readonly hash: string;
  config(): MachineConfig;
}

const mostBases = 8;
const bases = new Map<string, Base>();

/** A plan validates, plans and reads each machine with the same texts: what they mean is found out once. */
const mostMeanings = 1_000;
const meanings = new Map<string, Pick<WantedConfig, "sha256" | "role">>();

/**
 * The configuration, and its hash.
 * @throws DecodeError for a base that is no configuration, PatchError for a patch that does not fit
 */
export function wantedConfig(baseText: string, patches: readonly string[]): WantedConfig {
  const base = baseOf(baseText);
  const key = patches.length === 0 ? base.hash : textHash(JSON.stringify([base.hash, patches]));
  let made: MachineConfig | undefined;
  const make = () => {
    made ??= applyPatches(base.config(), patches);
    return made;
  };
  const known = meanings.get(key) ?? remembered(key, make());
  return {
    ...known,
    get config() {
      return make();
    },
  };
}

function remembered(key: string, config: MachineConfig): Pick<WantedConfig, "sha256" | "role"> {
  const meaning = { sha256: meaningHash(config), role: roleOf(config) };
  if (meanings.size >= mostMeanings) meanings.clear();
  meanings.set(key, meaning);
  return meaning;
}

/** Hash of what a configuration means, as a machine has it. */
export function meaningHash(config: MachineConfig): string {
  return hashConfig(config, WITHOUT_TAGS);
}

/** Hash of a text as it stands. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function baseOf(text: string): Base {
  const known = bases.get(text);
  if (known !== undefined) return known;
  let config: MachineConfig | undefined;
  const base: Base = {
    hash: textHash(text),
    config: () => {
      config ??= decodeConfig(text);
      return config;
    },
  };
  if (bases.size >= mostBases) bases.clear();
  bases.set(text, base);
  return base;
}

/** The machine type that a configuration names; Talos takes none for a worker. */
export function roleOf(config: MachineConfig): string {
  const machine = config.documents.find(({ kind }) => kind === "v1alpha1")?.value.get("machine");
  const type = machine instanceof Map ? machine.get("type") : undefined;
  return typeof type === "string" && type !== "" ? type : "worker";
}

/** A short hash for each document: with them, a changed one is told without knowing what it said. */
export function documentHashes(config: MachineConfig): Readonly<Record<string, string>> {
  return Object.fromEntries(config.documents.map((document) => [documentLabel(document), shortHash(document)]));
}

const shortLength = 16;

function shortHash(document: ConfigDocument): string {
  return meaningHash({ documents: [document] }).slice(0, shortLength);
}
