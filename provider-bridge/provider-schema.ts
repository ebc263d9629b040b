/** The provider block, as users write it. Every attribute is optional; each says its environment variable and default. */
import { attribute } from "./framework/schema/attribute-builder";
import { nested } from "./framework/schema/nested-builder";
import { schema } from "./framework/schema/schema";
import { types } from "./framework/schema/types";
import { duration, length, matches, range, url } from "./framework/validators";

const secretText = matches(/^\S+$/, "text without blanks, as it was issued");

const hetzner = {
  hcloud_token: attribute(types.string, {
    optional: true,
    sensitive: true,
    description:
      "Token of the Hetzner Cloud API, with read and write permission. Default: the environment variable `HCLOUD_TOKEN`.",
    validators: [secretText],
  }),
  hcloud_endpoint: attribute(types.string, {
    optional: true,
    description:
      "URL of the Hetzner Cloud API. Default: the environment variable `HCLOUD_ENDPOINT`, else `https://api.hetzner.cloud/v1`.",
    validators: [url()],
  }),
  max_requests_per_hour: attribute(types.int32, {
    optional: true,
    description:
      "How much of the hourly request budget of the Hetzner project this process may use, at least 1. Default: what the API's response headers allow.",
    validators: [range({ min: 1 })],
  }),
} as const;

const talos = {
  image_factory_url: attribute(types.string, {
    optional: true,
    description:
      "URL of the Talos Image Factory. Default: the environment variable `HEPHAESTUS_IMAGE_FACTORY_URL`, else `https://factory.talos.dev`.",
    validators: [url()],
  }),
  public_ip_url: attribute(types.string, {
    optional: true,
    description:
      "URL that answers with the caller's public address as text, for firewall rules. Default: the environment variable `HEPHAESTUS_PUBLIC_IP_URL`, else a public service.",
    validators: [url()],
  }),
  talos_client_configuration: nested.single({
    optional: true,
    sensitive: true,
    description:
      "Client certificate for the Talos API of this provider configuration's one cluster. May come from an ephemeral resource; then no credential is in state. Default: the current context of the file that the environment variable `TALOSCONFIG` names.",
    attributes: {
      ca_certificate: attribute(types.string, { required: true, description: "CA of the Talos API, PEM in base64." }),
      client_certificate: attribute(types.string, { required: true, description: "Certificate, PEM in base64." }),
      client_key: attribute(types.string, {
        required: true,
        sensitive: true,
        description: "Key of the certificate, PEM in base64.",
      }),
    },
  }),
} as const;

const ssh = {
  ssh_user: attribute(types.string, {
    optional: true,
    description: "User for SSH connections, 1 to 32 characters. Default: `root`.",
    validators: [length({ min: 1, max: 32 })],
  }),
  ssh_private_key: attribute(types.string, {
    optional: true,
    sensitive: true,
    description: "Private key for SSH connections, as PEM or OpenSSH text. Default: the keys of the SSH agent.",
    validators: [matches(/^-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n/, "a private key that begins with its BEGIN line")],
  }),
  ssh_port: attribute(types.int32, {
    optional: true,
    description:
      "Port for SSH connections, 1 to 65535. Default: the environment variable `HEPHAESTUS_SSH_PORT`, else 22.",
    validators: [range({ min: 1, max: 65_535 })],
  }),
  ssh_timeout: attribute(types.string, {
    optional: true,
    description: "How long one SSH connection attempt may take, a duration. Default: `30s`.",
    validators: [duration({ min: "1s" })],
  }),
  ssh_connection_attempts: attribute(types.int32, {
    optional: true,
    description: "How often an SSH connection is tried, 1 to 100. Default: 3.",
    validators: [range({ min: 1, max: 100 })],
  }),
  ssh_use_multiplexing: attribute(types.bool, {
    optional: true,
    description: "Whether commands to one host share one SSH connection. Default: true.",
  }),
} as const;

const limit = (what: string, standard: string) =>
  attribute(types.string, {
    optional: true,
    description: `${what}, a duration. Default: \`${standard}\`.`,
    validators: [duration({ min: "1s" })],
  });

/** What the provider block takes. */
export const providerSchema = schema({
  description:
    "Kubernetes on Hetzner Cloud: Talos images, machines and clusters, kubeadm clusters, and their add-ons. One provider configuration serves one cluster.",
  attributes: {
    ...hetzner,
    ...talos,
    ...ssh,
    node_prep_timeout: limit("How long the preparation of a kubeadm node may take", "10m"),
    kubeadm_init_timeout: limit("How long `kubeadm init` may take", "10m"),
    kubeadm_join_timeout: limit("How long `kubeadm join` may take", "5m"),
    addon_timeout: limit("How long an add-on may take to become ready", "15m"),
    allow_cluster_destroy: attribute(types.bool, {
      optional: true,
      description:
        "Whether the last control plane, or one whose leaving takes the quorum away, may be destroyed. Default: the environment variable `HEPHAESTUS_ALLOW_CLUSTER_DESTROY`, else false.",
    }),
  },
});
