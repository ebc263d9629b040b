/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { ProviderBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface HephaestusProviderTalosClientConfigurationValue {
  /** CA of the Talos API, PEM in base64. */
  readonly caCertificate: string;
  /** Certificate, PEM in base64. */
  readonly clientCertificate: string;
  /** Key of the certificate, PEM in base64. */
  readonly clientKey: string;
}

export interface HephaestusProviderConfig {
  /** How long an add-on may take to become ready, a duration. Default: `15m`. */
  readonly addonTimeout?: string | undefined;
  /** Whether the last control plane, or one whose leaving takes the quorum away, may be destroyed. Default: the environment variable `HEPHAESTUS_ALLOW_CLUSTER_DESTROY`, else false. */
  readonly allowClusterDestroy?: boolean | IResolvable | undefined;
  /** URL of the Hetzner Cloud API. Default: the environment variable `HCLOUD_ENDPOINT`, else `https://api.hetzner.cloud/v1`. */
  readonly hcloudEndpoint?: string | undefined;
  /** Token of the Hetzner Cloud API, with read and write permission. Default: the environment variable `HCLOUD_TOKEN`. */
  readonly hcloudToken?: string | undefined;
  /** URL of the Talos Image Factory. Default: the environment variable `HEPHAESTUS_IMAGE_FACTORY_URL`, else `https://factory.talos.dev`. */
  readonly imageFactoryUrl?: string | undefined;
  /** How long `kubeadm init` may take, a duration. Default: `10m`. */
  readonly kubeadmInitTimeout?: string | undefined;
  /** How long `kubeadm join` may take, a duration. Default: `5m`. */
  readonly kubeadmJoinTimeout?: string | undefined;
  /** How much of the hourly request budget of the Hetzner project this process may use, at least 1. Default: what the API's response headers allow. */
  readonly maxRequestsPerHour?: number | undefined;
  /** How long the preparation of a kubeadm node may take, a duration. Default: `10m`. */
  readonly nodePrepTimeout?: string | undefined;
  /** URL that answers with the caller's public address as text, for firewall rules. Default: the environment variable `HEPHAESTUS_PUBLIC_IP_URL`, else a public service. */
  readonly publicIpUrl?: string | undefined;
  /** How often an SSH connection is tried, 1 to 100. Default: 3. */
  readonly sshConnectionAttempts?: number | undefined;
  /** Port for SSH connections, 1 to 65535. Default: the environment variable `HEPHAESTUS_SSH_PORT`, else 22. */
  readonly sshPort?: number | undefined;
  /** Private key for SSH connections, as PEM or OpenSSH text. Default: the keys of the SSH agent. */
  readonly sshPrivateKey?: string | undefined;
  /** How long one SSH connection attempt may take, a duration. Default: `30s`. */
  readonly sshTimeout?: string | undefined;
  /** Whether commands to one host share one SSH connection. Default: true. */
  readonly sshUseMultiplexing?: boolean | IResolvable | undefined;
  /** User for SSH connections, 1 to 32 characters. Default: `root`. */
  readonly sshUser?: string | undefined;
  /** Client certificate for the Talos API of this provider configuration's one cluster. May come from an ephemeral resource; then no credential is in state. Default: the current context of the file that the environment variable `TALOSCONFIG` names. */
  readonly talosClientConfiguration?: HephaestusProviderTalosClientConfigurationValue | IResolvable | undefined;
  /** Name by which resources choose it. */
  readonly alias?: string | undefined;
}

const fields: Fields = {
  addonTimeout: ["addon_timeout", "string"],
  allowClusterDestroy: ["allow_cluster_destroy", "boolean"],
  hcloudEndpoint: ["hcloud_endpoint", "string"],
  hcloudToken: ["hcloud_token", "string"],
  imageFactoryUrl: ["image_factory_url", "string"],
  kubeadmInitTimeout: ["kubeadm_init_timeout", "string"],
  kubeadmJoinTimeout: ["kubeadm_join_timeout", "string"],
  maxRequestsPerHour: ["max_requests_per_hour", "number"],
  nodePrepTimeout: ["node_prep_timeout", "string"],
  publicIpUrl: ["public_ip_url", "string"],
  sshConnectionAttempts: ["ssh_connection_attempts", "number"],
  sshPort: ["ssh_port", "number"],
  sshPrivateKey: ["ssh_private_key", "string"],
  sshTimeout: ["ssh_timeout", "string"],
  sshUseMultiplexing: ["ssh_use_multiplexing", "boolean"],
  sshUser: ["ssh_user", "string"],
  talosClientConfiguration: ["talos_client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
};

/** Kubernetes on Hetzner Cloud: Talos images, machines and clusters, kubeadm clusters, and their add-ons. One provider configuration serves one cluster. */
export class HephaestusProvider extends ProviderBinding {
  static readonly tfResourceType = "hephaestus";

  constructor(scope: Construct, id: string, config: HephaestusProviderConfig = {}) {
    super(scope, id, { name: "hephaestus", provider, fields, source: "yaklab/hephaestus" }, config);
  }
}
