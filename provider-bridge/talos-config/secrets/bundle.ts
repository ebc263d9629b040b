/** A certificate and its key, both base64 of PEM text; empty when absent. */
export interface CertificateAndKey {
  readonly crt: string;
  readonly key: string;
}

/**
 * What all machines of a cluster share, as in `secrets.yaml`. Parts are undefined when the file lacks them,
 * texts are empty; `validateBundle` says what is missing.
 */
export interface SecretsBundle {
  readonly cluster: { readonly id: string; readonly secret: string } | undefined;
  readonly secrets:
    | {
        /** Joins kubelets to the cluster: `abcdef.0123456789abcdef`. */
        readonly bootstrapToken: string;
        /** Encrypts etcd data, clusters from Talos 1.3 on. */
        readonly secretboxEncryptionSecret: string;
        /** The same for older clusters; one of the two is set. */
        readonly aescbcEncryptionSecret: string;
      }
    | undefined;
  /** `token` is machine.token: how machines authenticate to trustd. */
  readonly trustdInfo: { readonly token: string } | undefined;
  readonly certs:
    | {
        readonly etcd: CertificateAndKey | undefined;
        readonly k8s: CertificateAndKey | undefined;
        readonly k8sAggregator: CertificateAndKey | undefined;
        /** Base64 of PEM text, empty when absent; undefined when the whole entry is. */
        readonly k8sServiceAccountKey: string | undefined;
        readonly os: CertificateAndKey | undefined;
      }
    | undefined;
}
