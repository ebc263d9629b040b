import { types } from "../framework/schema/types";
import type { KnownOf } from "../framework/schema/value-type";
import type { CertificateAndKey, SecretsBundle } from "../talos-config";

const pair = types.object({ cert: types.string, key: types.string });

/** The type of `machine_secrets`: what `secrets.yaml` holds, with the contract it was made for. */
export const machineSecretsType = types.object({
  cluster: types.object({ id: types.string, secret: types.string }),
  secrets: types.object({
    bootstrap_token: types.string,
    secretbox_encryption_secret: types.string,
    aescbc_encryption_secret: types.string,
  }),
  trustdinfo: types.object({ token: types.string }),
  certs: types.object({
    etcd: pair,
    k8s: pair,
    k8s_aggregator: pair,
    k8s_serviceaccount: types.object({ key: types.string }),
    os: pair,
  }),
  version_contract: types.string,
});

/** `machine_secrets` as an author holds them. */
export type MachineSecrets = KnownOf<typeof machineSecretsType>;

/** The secrets bundle that `machine_secrets` describe; what is null stays undefined there. */
export function toBundle({ cluster, secrets, trustdinfo, certs }: MachineSecrets): SecretsBundle {
  return {
    cluster: cluster ? { id: cluster.id ?? "", secret: cluster.secret ?? "" } : undefined,
    secrets: secrets
      ? {
          bootstrapToken: secrets.bootstrap_token ?? "",
          secretboxEncryptionSecret: secrets.secretbox_encryption_secret ?? "",
          aescbcEncryptionSecret: secrets.aescbc_encryption_secret ?? "",
        }
      : undefined,
    trustdInfo: trustdinfo ? { token: trustdinfo.token ?? "" } : undefined,
    certs: certs
      ? {
          etcd: toPair(certs.etcd),
          k8s: toPair(certs.k8s),
          k8sAggregator: toPair(certs.k8s_aggregator),
          k8sServiceAccountKey: certs.k8s_serviceaccount?.key ?? undefined,
          os: toPair(certs.os),
        }
      : undefined,
  };
}

/** `machine_secrets` of a bundle made for this contract. */
export function fromBundle({ cluster, secrets, trustdInfo, certs }: SecretsBundle, contract: string): MachineSecrets {
  return {
    cluster: cluster ?? null,
    secrets: secrets
      ? {
          bootstrap_token: secrets.bootstrapToken,
          secretbox_encryption_secret: secrets.secretboxEncryptionSecret,
          aescbc_encryption_secret: secrets.aescbcEncryptionSecret,
        }
      : null,
    trustdinfo: trustdInfo ?? null,
    certs: certs
      ? {
          etcd: fromPair(certs.etcd),
          k8s: fromPair(certs.k8s),
          k8s_aggregator: fromPair(certs.k8sAggregator),
          k8s_serviceaccount: { key: certs.k8sServiceAccountKey ?? null },
          os: fromPair(certs.os),
        }
      : null,
    version_contract: contract,
  };
}

function toPair(given: KnownOf<typeof pair> | null | undefined): CertificateAndKey | undefined {
  return given ? { crt: given.cert ?? "", key: given.key ?? "" } : undefined;
}

function fromPair(given: CertificateAndKey | undefined): KnownOf<typeof pair> | null {
  return given ? { cert: given.crt, key: given.key } : null;
}
