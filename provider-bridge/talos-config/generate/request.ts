import { formatUrl, parseUrl, type UrlParts, urlHostname } from "../scalars";
import type { CertificateAndKey, SecretsBundle } from "../secrets";
import { parseContract } from "../version";
import type { GenerateInput, GenerateOptions, MachineType } from "./options";

/** A generation request that was checked: every secret is there, the endpoint is a URL. */
export interface GenerateRequest {
  readonly clusterName: string;
  readonly endpoint: string;
  readonly endpointHost: string;
  readonly kubernetesVersion: string;
  readonly machineType: MachineType;
  readonly controlPlane: boolean;
  readonly contract: number;
  readonly secrets: CompleteBundle;
  readonly options: GenerateOptions;
}

/** A bundle without gaps. */
export interface CompleteBundle {
  readonly cluster: { readonly id: string; readonly secret: string };
  readonly bootstrapToken: string;
  readonly secretboxEncryptionSecret: string;
  readonly aescbcEncryptionSecret: string;
  readonly machineToken: string;
  readonly etcd: CertificateAndKey;
  readonly k8s: CertificateAndKey;
  readonly k8sAggregator: CertificateAndKey;
  readonly k8sServiceAccountKey: string;
  readonly os: CertificateAndKey;
}

/** Checks the input. Throws RangeError for an endpoint, contract or type that cannot be used, TypeError for gaps in the secrets. */
export function checkInput(input: GenerateInput): GenerateRequest {
  const { clusterName, kubernetesVersion, machineType, options = {} } = input;
  if (!["controlplane", "worker", "init"].includes(machineType)) {
    throw new RangeError(
      `Cannot generate a configuration for the machine type "${machineType}": use controlplane or worker`,
    );
  }
  const endpoint = parseEndpoint(input.endpoint);
  return {
    clusterName,
    kubernetesVersion,
    machineType,
    options,
    endpoint: formatUrl(endpoint),
    endpointHost: urlHostname(endpoint),
    controlPlane: machineType !== "worker",
    contract: parseContract(input.contract ?? ""),
    secrets: completeBundle(input.secrets),
  };
}

function parseEndpoint(text: string): UrlParts {
  const url = parseUrl(text);
  if (typeof url !== "string") return url;
  throw new RangeError(
    `Cannot use the cluster endpoint "${text}": ${url}; write a URL such as https://cluster.example.org:6443`,
  );
}

function completeBundle(bundle: SecretsBundle): CompleteBundle {
  const { cluster, secrets, trustdInfo, certs } = bundle;
  const need = <T>(value: T | undefined, name: string): T => {
    if (value !== undefined) return value;
    throw new TypeError(`Cannot generate a configuration: the secrets bundle lacks "${name}"`);
  };
  const given = need(certs, "certs");
  return {
    ...need(secrets, "secrets"),
    cluster: need(cluster, "cluster"),
    machineToken: need(trustdInfo, "trustdinfo").token,
    etcd: need(given.etcd, "certs.etcd"),
    k8s: need(given.k8s, "certs.k8s"),
    k8sAggregator: need(given.k8sAggregator, "certs.k8saggregator"),
    k8sServiceAccountKey: need(given.k8sServiceAccountKey, "certs.k8sserviceaccount"),
    os: need(given.os, "certs.os"),
  };
}
