/** What makes a machine configuration, shared by the data source and the ephemeral resource of that name. */
import type { Diagnostics } from "../framework/diagnostics/diagnostic";
import { attribute } from "../framework/schema/attribute-builder";
import { types } from "../framework/schema/types";
import { oneOf } from "../framework/validators/one-of";
import { url } from "../framework/validators/url";
import { path } from "../framework/values/path";
import { isUnknown, type Unknown } from "../framework/values/unknown";
import {
  applyPatches,
  compatibility,
  encodeConfig,
  generation,
  hashConfig,
  type MachineConfig,
  PatchError,
  parseContract,
  type SecretsBundle,
  userDataBudget,
  validation,
} from "../talos-config";
import { type MachineSecrets, machineSecretsType, toBundle } from "./machine-secrets";
import { placeholderBundle } from "./placeholder-bundle";
import { defaultContract, versionContract } from "./version-contract";

/** The attributes that say which configuration is wanted. */
export const machineConfigInputs = {
  cluster: attribute(types.string, {
    required: true,
    description: "Name of the cluster, the same for all its machines.",
  }),
  cluster_endpoint: attribute(types.string, {
    required: true,
    description: "URL of the Kubernetes API, for instance `https://cluster.example.org:6443`.",
    validators: [url({ schemes: ["https"] })],
  }),
  machine_type: attribute(types.string, {
    required: true,
    description: "Role of the machine.",
    validators: [oneOf(["controlplane", "worker"])],
  }),
  machine_secrets: attribute(machineSecretsType, {
    required: true,
    sensitive: true,
    description: "Secrets of the cluster, as `hephaestus_talos_secrets` gives them.",
  }),
  version_contract: attribute(types.string, {
    optional: true,
    description:
      "Which Talos the configuration is written for. It may lag behind the version that runs. Default: that of the secrets.",
    validators: [versionContract],
  }),
  kubernetes_version: attribute(types.string, {
    optional: true,
    description: "Version of Kubernetes, for instance `1.36.3`. Default: what Talos brings.",
  }),
  config_patches: attribute(types.list(types.string), {
    optional: true,
    description:
      "Patches as YAML or JSON, applied in order: strategic merge patches, or JSON patches up to contract v1.11.",
  }),
} as const;

type OrUnknown<T> = T | Unknown;

/** The inputs as they may be while planning. */
export interface MachineConfigInputs {
  readonly cluster: OrUnknown<string>;
  readonly cluster_endpoint: OrUnknown<string>;
  readonly machine_type: OrUnknown<string>;
  readonly machine_secrets: unknown;
  readonly version_contract: OrUnknown<string> | null;
  readonly kubernetes_version: OrUnknown<string> | null;
  readonly config_patches: OrUnknown<readonly OrUnknown<string>[]> | null;
}

/** The inputs when all is known. */
export interface KnownMachineConfigInputs {
  readonly cluster: string;
  readonly cluster_endpoint: string;
  readonly machine_type: string;
  readonly machine_secrets: MachineSecrets;
  readonly version_contract: string | null;
  readonly kubernetes_version: string | null;
  readonly config_patches: readonly string[] | null;
}

/** The configuration, and what is worth knowing of it. */
export interface BuiltMachineConfig {
  readonly machine_config: string;
  readonly config_sha256: string;
  readonly user_data_bytes: bigint;
}

/**
 * Checks what is known, so that a wrong patch fails while planning, when Terraform reads nothing that is unknown:
 * what is missing is filled in with placeholders, and the configuration made and thrown away.
 */
export function checkMachineConfig(inputs: MachineConfigInputs, diagnostics: Diagnostics): void {
  const patches = isUnknown(inputs.config_patches) ? [] : (inputs.config_patches ?? []);
  const known = patches.flatMap((patch) => (isUnknown(patch) ? [] : [patch]));
  const numbers = patches.flatMap((patch, index) => (isUnknown(patch) ? [] : [index]));
  const request = {
    cluster: knownOr(inputs.cluster, "cluster"),
    cluster_endpoint: knownOr(inputs.cluster_endpoint, "https://placeholder.invalid:6443"),
    machine_type: knownOr(inputs.machine_type, "controlplane"),
    version_contract: contractOf(inputs),
    kubernetes_version: knownOr(inputs.kubernetes_version, null),
    config_patches: known,
  };
  attempt(diagnostics, numbers, () => {
    const config = generate(request, placeholderBundle);
    // Where a patch is missing, the whole cannot be judged. Where the secrets are there, reading will judge.
    if (known.length === patches.length && isUnknown(inputs.machine_secrets)) tell(config, request, diagnostics);
  });
}

/**
 * Makes the configuration. What is wrong with it stands in the diagnostics; undefined then.
 */
export function buildMachineConfig(
  inputs: KnownMachineConfigInputs,
  diagnostics: Diagnostics,
): BuiltMachineConfig | undefined {
  const request = { ...inputs, version_contract: contractOf(inputs), config_patches: inputs.config_patches ?? [] };
  return attempt(diagnostics, [...request.config_patches.keys()], () => {
    const config = generate(request, toBundle(inputs.machine_secrets));
    tell(config, request, diagnostics);
    if (diagnostics.hasErrors) return undefined;
    const minor = parseContract(request.version_contract);
    return {
      machine_config: encodeConfig(config, minor),
      config_sha256: hashConfig(config),
      user_data_bytes: BigInt(userDataBudget(config).bytes),
    };
  });
}

type Request = Omit<KnownMachineConfigInputs, "machine_secrets" | "version_contract" | "config_patches"> & {
  readonly version_contract: string;
  readonly config_patches: readonly string[];
};

function generate(request: Request, secrets: SecretsBundle): MachineConfig {
  const base = generation().generateConfig({
    clusterName: request.cluster,
    endpoint: request.cluster_endpoint,
    kubernetesVersion: (request.kubernetes_version ?? "").replace(/^v/, ""),
    machineType: request.machine_type === "worker" ? "worker" : "controlplane",
    secrets,
    contract: request.version_contract,
  });
  return applyPatches(base, request.config_patches, parseContract(request.version_contract));
}

/** Tells what Talos would refuse, and what it would warn of. */
function tell(config: MachineConfig, request: Request, diagnostics: Diagnostics): void {
  const minor = parseContract(request.version_contract);
  const findings = validation().validateConfig(config, { minor, advice: true });
  for (const { severity, document, path: at, message, own } of findings) {
    const place = [document, at === "" ? "" : `at "${at}"`].filter((part) => part !== "").join(" ");
    const detail = `${place === "" ? "" : `${place}: `}${message}.`;
    if (own) diagnostics.warning("Talos would take this configuration, but it will not work", detail);
    else if (severity === "error") diagnostics.error("Talos would refuse this configuration", detail);
    else diagnostics.warning("Talos would warn of this configuration", detail);
  }
  if (request.kubernetes_version === null) return;
  const verdict = compatibility().kubernetesSupport(request.kubernetes_version, request.version_contract);
  if (!verdict.supported) {
    diagnostics.warning(
      "Kubernetes version may not run on this Talos",
      `${verdict.reason}.`,
      path("kubernetes_version"),
    );
  }
}

function attempt<T>(diagnostics: Diagnostics, patchNumbers: readonly number[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof PatchError) {
      const index = patchNumbers[error.patch - 1] ?? error.patch - 1;
      diagnostics.error("Patch cannot be applied", error.sentence(index + 1), path("config_patches", index));
    } else if (error instanceof RangeError || error instanceof TypeError) {
      diagnostics.error("Machine configuration cannot be made", `${error.message}.`);
    } else throw error;
    return undefined;
  }
}

/** The contract that is asked for, else that of the secrets, else the default. */
function contractOf(inputs: Pick<MachineConfigInputs, "version_contract" | "machine_secrets">): string {
  const { version_contract: asked, machine_secrets: secrets } = inputs;
  if (typeof asked === "string") return asked;
  const own =
    typeof secrets === "object" && secrets !== null && "version_contract" in secrets ? secrets.version_contract : null;
  return typeof own === "string" && own !== "" ? own : defaultContract;
}

function knownOr<T, D>(value: T | Unknown, otherwise: D): T | D {
  return isUnknown(value) ? otherwise : value;
}
